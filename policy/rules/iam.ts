import { credentials, dataReading, escalating, matches, permissionManagement } from "../actions";
import { each, list, type Resource, type Rule } from "../rule";
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
    "CKV_AWS_62 CKV_AWS_63 CKV2_AWS_40 IAM.1",
    "no action is *",
    (one) => actionsOf(one).length > 0 && actionsOf(one).every((action) => !/[*?]/.test(action)),
  ),
  permission(
    "ladder-exceptions",
    "nothing is allowed by exception",
    (one) => one.NotAction === undefined && one.NotResource === undefined,
  ),
  permission("CKV_AWS_286", "no action that raises rights", (one) => allOutside(one, escalating)),
  permission("CKV_AWS_287", "no action that answers with credentials", (one) => allOutside(one, credentials)),
  permission(
    "CKV_AWS_288",
    "data and secrets are read from named resources only",
    (one) => allOutside(one, dataReading) || list(one.Resource).every(isNamed),
  ),
  permission("CKV_AWS_289", "no action that changes who may reach something", (one) =>
    allOutside(one, permissionManagement),
  ),
  permission(
    "CKV_AWS_290 CKV_AWS_355",
    "resource * only with a waiver",
    (one) => (list(one.Resource).length > 0 && list(one.Resource).every(isNamed)) || isWaived(one),
  ),
  each(
    [role, ...attachments],
    "CKV_AWS_274 CKV2_AWS_56",
    "of AWS's own policies, those with a waiver only",
    (one) => attached(one).every((arn) => arn.startsWith("${urn:") || Object.hasOwn(awsPolicyWaivers, arn)),
  ),
  each(role, "CKV_AWS_60 CKV_AWS_61", "one AWS service may take a role", (one) =>
    statements(one.inputs["assumeRolePolicy"]).every((statement) =>
      /^\{"Service":"[a-z0-9.-]+\.amazonaws\.com"\}$/.test(JSON.stringify(statement.Principal ?? null)),
    ),
  ),
  each("aws:iam/user:User", "CKV_AWS_40 CKV_AWS_273", "no users", () => false),
];

/** A rule for every statement that allows something. */
function permission(id: string, title: string, holds: (statement: Statement) => boolean): Rule {
  return each(identityPolicies, id, title, (policy) =>
    documents(policy).every((document) => statements(document).filter(allows).every(holds)),
  );
}

/** A role has no policy of its own, but may carry some inline. */
function documents({ type, inputs }: Resource): readonly unknown[] {
  if (type !== role) return [inputs["policy"]];
  return list(inputs["inlinePolicies"] as { readonly policy?: unknown }[]).map(({ policy }) => policy);
}

function attached({ type, inputs }: Resource): readonly string[] {
  if (type !== role) return [String(inputs["policyArn"])];
  return list(inputs["managedPolicyArns"] as readonly string[] | string | undefined);
}

function allOutside(statement: Statement, patterns: readonly RegExp[]): boolean {
  return actionsOf(statement).every((action) => !matches(action, patterns));
}

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

function isNamed(resource: string): boolean {
  if (streams.test(resource)) return true;
  const arn = resource.replace(/^\$\{urn:[^}]+\}/, "arn:aws:s3:::one").replace(/\$\{urn:[^}]+\}/g, "any");
  return namedArns.some((pattern) => pattern.test(arn));
}
