import { credentials, dataReading, escalating, matches, permissionManagement } from "../actions";
import { each, list, records, type Resource, type Rule, type RuleText } from "../rule";
import { actionsOf, allows, statements, type Statement } from "../statements";
import { awsPolicyWaivers, starWaivers } from "../waivers";

const role = "aws:iam/role:Role";
const attachments = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];
/** Everything whose text grants rights to an identity. */
const identityPolicies = [
  role,
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/policy:Policy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];

/** Rules for roles and policies. */
export const iamRules: readonly Rule[] = [
  permission(
    {
      id: "CKV_AWS_62 CKV_AWS_63 CKV2_AWS_40 IAM.1",
      title: "no action is *",
      reason: "A wildcard grants actions that do not exist yet.",
      remedy: "List the actions that the program calls.",
    },
    (one) => actionsOf(one).length > 0 && actionsOf(one).every((action) => !/[*?]/.test(action)),
  ),
  permission(
    {
      id: "ladder-exceptions",
      title: "nothing is allowed by exception",
      reason: "All but a few actions or resources is nearly everything, and grows with AWS.",
      remedy: "List what is allowed.",
      source: "docs/decisions/policy-pack.md",
    },
    (one) => one.NotAction === undefined && one.NotResource === undefined,
  ),
  permission(
    {
      id: "CKV_AWS_286",
      title: "no action that raises rights",
      reason: "With it the holder can give itself every right of the account.",
      remedy: "Take the action out; let another role do it.",
    },
    (one) => givesNamedRoles(one) || startsNamedTasks(one) || allOutside(one, escalating),
  ),
  permission(
    {
      id: "CKV_AWS_287",
      title: "no action that answers with credentials",
      reason: "Credentials leave the role's own limits behind.",
      remedy: "Take the action out.",
    },
    (one) => givesNamedRoles(one) || allOutside(one, credentials),
  ),
  permission(
    {
      id: "CKV_AWS_288",
      title: "data and secrets are read from named resources only",
      reason: "A leak would reach every bucket and every secret of the account.",
      remedy: "Name the bucket, the path or the secret.",
    },
    (one) => allOutside(one, dataReading) || list(one.Resource).every(isNamed),
  ),
  permission(
    {
      id: "CKV_AWS_289",
      title: "no action that changes who may reach something",
      reason: "With it the holder can publish what it may not even read.",
      remedy: "Take the action out.",
    },
    (one) => givesNamedRoles(one) || allOutside(one, permissionManagement),
  ),
  permission(
    {
      id: "CKV_AWS_290 CKV_AWS_355",
      title: "resource * only with a waiver",
      reason: "A leak would reach every resource of the account.",
      remedy: "Name the resources, or add a waiver with its reason to policy/waivers.ts.",
    },
    (one) => (list(one.Resource).length > 0 && list(one.Resource).every(isNamed)) || isWaived(one),
  ),
  each(
    [role, ...attachments],
    {
      id: "CKV_AWS_274 CKV2_AWS_56",
      title: "of AWS's own policies, those with a waiver only",
      reason: "AWS widens them at any time, and their text is not in the preview.",
      remedy: "Write the statements out, or add a waiver with its reason to policy/waivers.ts.",
    },
    (one) => attached(one).every((arn) => arn.startsWith("${urn:") || isWaivedFor(one, arn)),
  ),
  each(
    role,
    {
      id: "CKV_AWS_60 CKV_AWS_61 CKV_AWS_393",
      title: "one AWS service, or one subject of an identity provider, may take a role",
      reason: "Whoever may take a role has all its rights.",
      remedy:
        "Name one service as the principal of assumeRolePolicy, or one identity provider with StringEquals for aud and sub.",
    },
    (one) =>
      statements(one.inputs["assumeRolePolicy"]).every(
        (statement) =>
          /^\{"Service":"[a-z0-9.-]+\.amazonaws\.com"\}$/.test(JSON.stringify(statement.Principal ?? null)) ||
          isOneSubject(statement),
      ),
  ),
  each(
    "aws:iam/user:User",
    {
      id: "CKV_AWS_40 CKV_AWS_273",
      title: "no users",
      reason: "Keys of users never expire and get lost.",
      remedy: "Use roles; people sign in through IAM Identity Center.",
    },
    () => false,
  ),
];

/** A rule for every statement that allows something. */
function permission(text: RuleText, holds: (statement: Statement) => boolean): Rule {
  return each(identityPolicies, text, (policy) =>
    documents(policy).every((document) => statements(document).filter(allows).every(holds)),
  );
}

/** A role has no policy of its own, but may carry some inline. */
function documents({ type, inputs }: Resource): readonly unknown[] {
  if (type !== role) return [inputs["policy"]];
  return records<{ readonly policy: unknown }>(inputs["inlinePolicies"]).map(({ policy }) => policy);
}

function attached({ type, inputs }: Resource): readonly string[] {
  if (type !== role) return [String(inputs["policyArn"])];
  return list<unknown>(inputs["managedPolicyArns"]).map(String);
}

function isWaivedFor({ name }: Resource, arn: string): boolean {
  const waiver = Object.hasOwn(awsPolicyWaivers, arn) ? awsPolicyWaivers[arn] : undefined;
  return waiver !== undefined && (waiver.of ?? name) === name;
}

/** Without an audience or a subject, or with a pattern for one, a provider such as GitHub's lets strangers in. */
function isOneSubject({ Principal, Condition }: Statement): boolean {
  if (!/^\{"Federated":"[^"]+"\}$/.test(JSON.stringify(Principal ?? null))) return false;
  const { StringEquals: equals } = (Condition ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof equals !== "object" || equals === null) return false;
  return [":aud", ":sub"].every((key) =>
    Object.entries(equals).some(([name, value]) => name.endsWith(key) && typeof value === "string"),
  );
}

function allOutside(statement: Statement, patterns: readonly RegExp[]): boolean {
  return actionsOf(statement).every((action) => !matches(action, patterns));
}

/** Whoever starts a task gives it its roles: by name, and to one service alone. */
function givesNamedRoles(statement: Statement): boolean {
  const { StringEquals: equals } = (statement.Condition ?? {}) as Readonly<Record<string, unknown>>;
  const service = (equals as Readonly<Record<string, unknown>> | undefined)?.["iam:PassedToService"];
  const roles = list(statement.Resource);
  return (
    actionsOf(statement).every((action) => action.toLowerCase() === "iam:passrole") &&
    roles.length > 0 &&
    roles.every((one) => typeof one === "string" && namedRole.test(one)) &&
    typeof service === "string" &&
    service.endsWith(".amazonaws.com")
  );
}

/** It runs as a role of its own; to run it as another takes the right to give that one. */
function startsNamedTasks(statement: Statement): boolean {
  const tasks = list(statement.Resource);
  return (
    actionsOf(statement).every((action) => action.toLowerCase() === "ecs:runtask") &&
    tasks.length > 0 &&
    tasks.every((one) => isNamed(one) && !String(one).includes("*"))
  );
}

/** Of the stack itself, or written out. */
const namedRole = /^(\$\{urn:[^}]+aws:iam\/role:Role::[^}]+\.arn\}|arn:aws[a-z-]*:iam::\d+:role\/[^*?]+)$/;

function isWaived(statement: Statement): boolean {
  const waiver = starWaivers.find(({ sid }) => sid === statement.Sid);
  const actions = new Set(list(statement.Action));
  return (
    waiver !== undefined &&
    actions.size === waiver.actions.length &&
    waiver.actions.every((action) => actions.has(action))
  );
}

/**
 * One resource, or what lies below it: a bucket, or a name after the resource's type. Not `*`, `arn:aws:s3:::*`,
 * `arn:aws:ssm:*:…` or `…:parameter/*`.
 */
const namedArns = [
  /^arn:aws[a-z-]*:s3:::[^*?/]+(\/[^*?]*\*?)?$/,
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:[^*?]+$/,
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]+:[^*?/:]+[/:][^*?/:]+([/:][^*?]+)?\/\*$/,
  // Groups of logs whose names start with a path of three parts.
  /^arn:aws[a-z-]*:logs:[a-z0-9-]+:[a-z0-9]+:log-group:(\/[^*?/]+){3}\/\*$/,
];

/** What CloudWatch Logs calls the streams of one group. */
const streams = /^(\$\{urn:[^}]+aws:cloudwatch\/logGroup:LogGroup::[^}]+\.arn\}):\*$/;

function isNamed(resource: unknown): boolean {
  if (typeof resource !== "string") return false;
  if (streams.test(resource)) return true;
  const arn = resource.replace(/^\$\{urn:[^}]+\}/, "arn:aws:s3:::one").replace(/\$\{urn:[^}]+\}/g, "any");
  return namedArns.some((pattern) => pattern.test(arn));
}
