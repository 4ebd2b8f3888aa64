/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html and …_condition_operators.html, read 2026-11-21 */
const statementNames = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
];
const operators =
  /^(ForAnyValue:|ForAllValues:)?((String|Arn)(Not)?(Equals|Like)|String(Not)?EqualsIgnoreCase|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Null)(IfExists)?$/;

const policyArguments = ["policy", "assumeRolePolicy"];

/** What IAM would refuse of policies written as JSON: ECR's lifecycle policies have rules instead, and a grammar of their own. */
export function documentProblems(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return policyArguments.flatMap((name) => {
    const text = inputs[name];
    return typeof text === "string" && text.startsWith("{")
      ? problemsOf(text).map((one) => `${name}: ${one}`)
      : [];
  });
}

function problemsOf(text: string): readonly string[] {
  const { Version, Statement, rules, ...others } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  if (rules !== undefined) return [rules].flat().flatMap((rule) => ruleProblems(rule as object));
  return [
    ...Object.keys(others).map((name) => `no element ${name}`),
    ...(Version === "2012-10-17" ? [] : [`version ${String(Version)}`]),
    ...[Statement].flat().flatMap((one) => statementProblems(one as Readonly<Record<string, unknown>>)),
  ];
}

function statementProblems(statement: Readonly<Record<string, unknown>>): readonly string[] {
  const { Sid = "", Effect, Action, NotAction, Condition = {} } = statement;
  const actions = [Action ?? NotAction].flat();
  return [
    ...Object.keys(statement)
      .filter((name) => !statementNames.includes(name))
      .map((name) => `no element ${name}`),
    ...(/^[A-Za-z0-9]*$/.test(String(Sid)) ? [] : [`Sid ${String(Sid)}`]),
    ...(Effect === "Allow" || Effect === "Deny" ? [] : [`Effect ${String(Effect)}`]),
    ...actions
      .filter((action) => !/^(\*|[a-z0-9-]+:[A-Za-z*?]+[A-Za-z0-9*?]*)$/.test(String(action)))
      .map((action) => `action ${String(action)}`),
    ...Object.keys(Condition as object)
      .filter((operator) => !operators.test(operator))
      .map((operator) => `condition ${operator}`),
  ];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html, read 2026-11-21 */
const selectionValues: Readonly<Record<string, RegExp>> = {
  tagStatus: /^(tagged|untagged|any)$/,
  tagPrefixList: /./,
  tagPatternList: /./,
  countType: /^(imageCountMoreThan|sinceImagePushed|sinceImagePulled)$/,
  countUnit: /^days$/,
  countNumber: /^[1-9]\d*$/,
};

function ruleProblems(rule: object): readonly string[] {
  const { rulePriority, description, selection, action, ...others } = rule as Readonly<
    Record<string, unknown>
  >;
  const { type } = action as Readonly<Record<string, unknown>>;
  const chosen = Object.entries(selection as object) as [string, unknown][];
  return [
    ...Object.keys(others).map((name) => `no element ${name}`),
    ...(Number.isInteger(rulePriority) && String(description).length <= 256
      ? []
      : ["rulePriority or description"]),
    ...(type === "expire" ? [] : [`action ${String(type)}`]),
    ...chosen
      .filter(([name, value]) => !selectionValues[name]?.test(String(value)))
      .map(([name, value]) => `selection ${name}=${String(value)}`),
  ];
}
