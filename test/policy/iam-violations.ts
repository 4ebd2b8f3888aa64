import { starWaivers } from "../../policy/waivers";
import { added, changed, policy, policyText, type Spoil } from "./spoil";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const allow = (Action: unknown, Resource: unknown = "arn:aws:s3:::mine/*") => ({
  Effect: "Allow",
  Action,
  Resource,
});
const rights = (Action: unknown, Resource?: unknown) => policy(rolePolicy, allow(Action, Resource));
const waived = starWaivers[0];
const takenBy = (Principal: unknown, Condition?: object) =>
  changed(role, {
    assumeRolePolicy: policyText({ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition }),
  });

/** For every rule about roles and policies: changes that it must notice. */
/** With which a named role may be given. */
const toTasks = { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };

export const iamViolations: Readonly<Record<string, readonly Spoil[]>> = {
  "no action is *": [
    rights("s3:*"),
    rights(["s3:GetObject", "s3:Put?bject"]),
    rights(undefined),
    added("aws:iam/policy:Policy", { policy: policyText(everything) }),
    added("aws:iam/policy:Policy", { policy: JSON.stringify({ Statement: everything }) }),
    added("aws:iam/userPolicy:UserPolicy", { policy: "[unknown]" }),
    changed(role, { inlinePolicies: [{ name: "more", policy: policyText(everything) }] }),
  ],
  "nothing is allowed by exception": [
    policy(rolePolicy, { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::mine" }),
    policy(rolePolicy, { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" }),
  ],
  "no action that raises rights": [
    rights("iam:PassRole"),
    rights("IAM:passrole"),
    rights("ecs:RunTask", "*"),
    rights("ecs:RunTask", "arn:aws:ecs:us-east-1:1:task-definition/*"),
    policy(rolePolicy, { ...allow("iam:PassRole", "arn:aws:iam::1:role/*"), Condition: toTasks }),
    policy(rolePolicy, { ...allow("iam:PassRole", "arn:aws:iam::1:role/one"), Condition: {} }),
    policy(rolePolicy, {
      ...allow(["iam:PassRole", "iam:CreateRole"], "arn:aws:iam::1:role/one"),
      Condition: toTasks,
    }),
    rights("lambda:UpdateFunctionCode"),
    rights("glue:UpdateDevEndpoint"),
    added("aws:iam/groupPolicy:GroupPolicy", { policy: policyText(allow("ec2:RunInstances")) }),
  ],
  "no action that answers with credentials": [
    rights("sts:GetFederationToken"),
    rights("iam:CreateAccessKey"),
    rights("redshift:GetClusterCredentials"),
    rights("ec2:GetPasswordData"),
  ],
  "data and secrets are read from named resources only": [
    policy(rolePolicy, { ...allow(["secretsmanager:GetSecretValue", "s3:GetObject"], "*"), Sid: "Agent" }),
    rights("s3:GetObject", "arn:aws:s3:::*"),
    rights("ssm:GetParameter", "arn:aws:ssm:us-east-1:000000000000:parameter/*"),
    rights("ssm:GetParametersByPath", "arn:aws:ssm:*:000000000000:parameter/ladder/dev/*"),
    rights("s3:GetObjectVersion", ["arn:aws:s3:::mine/*", "*"]),
  ],
  "no action that changes who may reach something": [
    rights("s3:PutBucketPolicy"),
    rights("s3:PutObjectAcl"),
    rights("ecr:SetRepositoryPolicy"),
    rights("lambda:AddPermission"),
    rights("kms:CreateGrant"),
    rights("ec2:ModifySnapshotAttribute"),
  ],
  "resource * only with a waiver": [
    rights("s3:GetObject", "*"),
    rights("sqs:SendMessage", ["*"]),
    policy(rolePolicy, { Effect: "Allow", Action: "sqs:SendMessage" }),
    rights("sqs:SendMessage", "arn:aws:sqs:*:*:*"),
    rights("sqs:SendMessage", []),
    policy(rolePolicy, { Sid: "Agent", ...allow([...(waived?.actions ?? []), "s3:PutObject"], "*") }),
    policy(rolePolicy, { Sid: "Agent", ...allow(waived?.actions.slice(1), "*") }),
    policy(rolePolicy, { Sid: "Other", ...allow(waived?.actions, "*") }),
  ],
  "of AWS's own policies, those with a waiver only": [
    changed("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
    changed(role, { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }),
    added("aws:iam/policyAttachment:PolicyAttachment", {
      policyArn: "arn:aws:iam::aws:policy/PowerUserAccess",
    }),
  ],
  "one AWS service, or one subject of an identity provider, may take a role": [
    takenBy("*"),
    takenBy({ AWS: "*" }),
    takenBy({ Service: "ec2.amazonaws.com", AWS: "arn:aws:iam::111111111111:root" }),
    takenBy(undefined),
    takenBy({ Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" }),
    ...[
      { StringLike: { "x:aud": "sts.amazonaws.com", "x:sub": "repo:me/*" } },
      { StringEquals: { "x:aud": "sts.amazonaws.com" } },
      {
        StringEquals: { "x:aud": "sts.amazonaws.com", "x:sub": ["repo:me/one:pull_request", "repo:me/two"] },
      },
    ].map((condition) => takenBy({ Federated: "provider" }, condition)),
    changed(role, { assumeRolePolicy: "[unknown]" }),
  ],
  "no users": [added("aws:iam/user:User", {})],
};
