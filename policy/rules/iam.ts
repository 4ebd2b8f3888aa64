import { starReasons } from "../../components/box-role";
import { each, type Resource, type Rule } from "../rule";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

/** Actions that let a role raise its own rights or take data out of the account. Checkov 286-289. */
const escalating = /^(iam:|sts:AssumeRole|lambda:(Create|Update)|organizations:|s3:PutBucketPolicy)/;

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
}

/** Rules for roles and policies. */
export const iamRules: readonly Rule[] = [
  each(rolePolicy, "CKV_AWS_62 CKV_AWS_63 CKV2_AWS_40 IAM.1", "no action is *", (policy) =>
    actions(policy).every((action) => !action.includes("*")),
  ),
  each(
    rolePolicy,
    "CKV_AWS_286 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289",
    "no action that raises rights",
    (policy) => actions(policy).every((action) => !escalating.test(action)),
  ),
  each(rolePolicy, "CKV_AWS_290 CKV_AWS_355", "resource * only with a listed reason", (policy) =>
    statements(policy.inputs["policy"]).every(
      (statement) =>
        !list(statement.Resource).includes("*") || starReasons[statement.Sid ?? ""] !== undefined,
    ),
  ),
  each(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "CKV_AWS_274 CKV2_AWS_56",
    "no administrator policy",
    (attachment) => !/Administrator|IAMFullAccess|PowerUser/.test(String(attachment.inputs["policyArn"])),
  ),
  each(role, "CKV_AWS_60 CKV_AWS_61", "one AWS service may take a role", (one) =>
    statements(one.inputs["assumeRolePolicy"]).every((statement) =>
      /^\{"Service":"[a-z0-9.-]+\.amazonaws\.com"\}$/.test(JSON.stringify(statement.Principal)),
    ),
  ),
  each("aws:iam/user:User", "CKV_AWS_40 CKV_AWS_273", "no users", () => false),
];

function actions(policy: Resource): readonly string[] {
  return statements(policy.inputs["policy"]).flatMap((statement) => list(statement.Action));
}

function statements(text: unknown): readonly Statement[] {
  return typeof text === "string" ? (JSON.parse(text) as { Statement: Statement[] }).Statement : [];
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}
