import type { RecordedResource } from "../../cli/evaluate/recorded-resource";

const account = "000000000000";
const reference = /\$\{(urn:[^}]+)\.([A-Za-z0-9]+)\}/g;
/** What is left of a reference where the program takes the name out of an ARN. */
const nameOfArn = /\w+:\w+::([\w.-]+)\.arn\}/g;

/** How AWS writes the ARN of a type, after `arn:aws:`; `NAME` is the resource's logical name. */
const arns: Readonly<Record<string, string>> = {
  "aws:cloudfront/distribution:Distribution": `cloudfront::${account}:distribution/NAME`,
  "aws:cloudwatch/logGroup:LogGroup": `logs:us-east-1:${account}:log-group:NAME`,
  "aws:ecr/repository:Repository": `ecr:us-east-1:${account}:repository/NAME`,
  "aws:ecs/cluster:Cluster": `ecs:us-east-1:${account}:cluster/NAME`,
  "aws:ecs/taskDefinition:TaskDefinition": `ecs:us-east-1:${account}:task-definition/NAME:1`,
  "aws:efs/accessPoint:AccessPoint": `elasticfilesystem:us-east-1:${account}:access-point/NAME`,
  "aws:efs/fileSystem:FileSystem": `elasticfilesystem:us-east-1:${account}:file-system/NAME`,
  "aws:elasticbeanstalk/environment:Environment": `elasticbeanstalk:us-east-1:${account}:environment/ladder/NAME`,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": `iam::${account}:oidc-provider/NAME`,
  "aws:iam/role:Role": `iam::${account}:role/NAME`,
  "aws:lambda/function:Function": `lambda:us-east-1:${account}:function:NAME`,
  "aws:s3/bucket:Bucket": "s3:::NAME",
  "aws:sns/topic:Topic": `sns:us-east-1:${account}:NAME`,
  "aws:ssm/parameter:Parameter": `ssm:us-east-1:${account}:parameter/NAME`,
};

/**
 * Every policy of some resources as AWS would get it, by what carries it: `RolePolicy box`. References stand as ARNs of the
 * right kind, so that a linter can tell whether an action takes them. Who may take a role is no document of this kind.
 */
export function policyDocuments(resources: readonly RecordedResource[]): ReadonlyMap<string, string> {
  const found = resources.flatMap(({ type, name, inputs: { policy } }) =>
    typeof policy === "string" && policy.includes('"Statement"')
      ? [[`${type.split(":").at(-1)} ${name}`, withArns(policy)] as const]
      : [],
  );
  return new Map(found);
}

function withArns(policy: string): string {
  const whole = policy.replace(reference, (_, urn: string, property: string) => {
    const [, , types = "", name = ""] = urn.split("::");
    return property === "arn" ? arnOf(types.split("$").at(-1) ?? "", name) : name;
  });
  return whole.replace(nameOfArn, "$1");
}

function arnOf(type: string, name: string): string {
  const form = arns[type];
  if (form === undefined) throw new RangeError(`a policy names a ${type}: how is its ARN written?`);
  return `arn:aws:${form.replace("NAME", name)}`;
}
