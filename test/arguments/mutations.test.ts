import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { balancedStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";
import { argumentProblems } from "./argument-problems";
import api from "./api-rules.json";
import stated from "./stated-limits.json";
import { unnoticed, withInputs } from "./mutations";

let all: Promise<readonly RecordedResource[]> | undefined;
const oneOfEachType = () => (all ??= evaluateOneOfEachType());

async function evaluateOneOfEachType(): Promise<readonly RecordedResource[]> {
  const sets = [[], fargateStack("fargate.network=nat"), balancedStack()];
  const found = new Map<string, RecordedResource>();
  for (const set of sets)
    for (const one of (await evaluated("dev", set)).resources)
      if (one.custom && one.type.startsWith("aws:")) found.set(one.type, one);
  return [...found.values()];
}

/** What goes unnoticed and must: names in these places are the program's own. */
const ownNames =
  /^\S+ (tags|rootBlockDevice\.tags|policyDetails\.targetTags|code|source|triggers|environment\.variables|dimensions)\./;

/** Files and archives: the declarations say no more than that. */
const assets = /^\S+ (code|source)(\.|$)/;

describe("the judge of arguments notices", function () {
  this.timeout(60_000);

  it("a misspelt name at every place of every type", async () => {
    const missed = (await oneOfEachType()).flatMap((one) =>
      unnoticed(one, (holder, name) => {
        holder[`${name}x`] = holder[name];
        holder[name] = undefined;
      }),
    );
    expect(missed.filter((place) => !ownNames.test(place))).to.deep.equal([]);
  });

  it("a value of the wrong kind at every place of every type", async () => {
    const missed = (await oneOfEachType()).flatMap((one) =>
      unnoticed(one, (holder, name) => {
        holder[name] = typeof holder[name] === "number" ? "seven" : 7;
      }),
    );
    expect(missed.filter((place) => !assets.test(place))).to.deep.equal([]);
  });

  const examples: readonly (readonly [
    string,
    string,
    Readonly<Record<string, unknown>>,
    readonly string[],
  ])[] = [
    [
      "rds/instance:Instance",
      "a storage type that does not exist",
      { storageType: "gp9" },
      ["storageType: not allowed: gp9"],
    ],
    ["rds/instance:Instance", "a missing argument", { instanceClass: undefined }, ["instanceClass: missing"]],
    [
      "rds/instance:Instance",
      "arguments in conflict",
      { identifier: "db" },
      [
        "identifierPrefix: conflicts with identifier",
        "identifier: compared with no API of AWS; see read-api-models.ts",
      ],
    ],
    [
      "rds/instance:Instance",
      "windows at the same time",
      { backupWindow: "04:00-05:00" },
      ["the windows overlap"],
    ],
    [
      "rds/instance:Instance",
      "a name that is too long",
      { identifierPrefix: `${"a".repeat(37)}-` },
      [`identifierPrefix: AWS does not take ${"a".repeat(37)}-`],
    ],
    [
      "efs/fileSystem:FileSystem",
      "a token that is too long",
      { creationToken: "a".repeat(65) },
      [`creationToken: AWS does not take ${"a".repeat(65)}`],
    ],
    [
      "efs/accessPoint:AccessPoint",
      "a pattern that does not fit",
      { "rootDirectory.creationInfo.permissions": "0999" },
      ["rootDirectory.creationInfo.permissions: AWS does not take 0999"],
    ],
    [
      "ec2/securityGroup:SecurityGroup",
      "an apostrophe in a description",
      { description: "the box's" },
      ["description: AWS does not take the box's"],
    ],
    [
      "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "two sources",
      { cidrIpv4: "0.0.0.0/0", referencedSecurityGroupId: "sg-1" },
      ["one source"],
    ],
    [
      "lb/listener:Listener",
      "HTTPS without a certificate",
      { certificateArn: undefined },
      ["HTTPS needs a certificate"],
    ],
    [
      "lb/listener:Listener",
      "a policy that does not exist",
      { sslPolicy: "ELBSecurityPolicy-TLS13-2021" },
      ["sslPolicy: AWS does not take ELBSecurityPolicy-TLS13-2021"],
    ],
    [
      "lb/targetGroup:TargetGroup",
      "a number out of range",
      { "healthCheck.healthyThreshold": 1 },
      ["healthCheck.healthyThreshold: AWS does not take 1"],
    ],
    [
      "lb/targetGroup:TargetGroup",
      "a check that lasts longer than its interval",
      { "healthCheck.timeout": 10 },
      ["a check ends before the next one"],
    ],
    [
      "ecs/service:Service",
      "an enumeration's value in the wrong case",
      { propagateTags: "Service" },
      ["propagateTags: not allowed: Service", "propagateTags: AWS does not take Service"],
    ],
    [
      "ecs/taskDefinition:TaskDefinition",
      "a size that Fargate has not",
      { memory: "600" },
      ["Fargate knows no such size"],
    ],
    [
      "ecs/taskDefinition:TaskDefinition",
      "an unknown name in a container",
      { containerDefinitions: '[{"name":"app","image":"a","stopTimeOut":5}]' },
      ["containerDefinitions[].stopTimeOut: compared with no API of AWS; see read-api-models.ts"],
    ],
    [
      "ecs/taskDefinition:TaskDefinition",
      "a time to stop that Fargate has not",
      { containerDefinitions: '[{"name":"app","image":"a","stopTimeout":121}]' },
      ["containerDefinitions[].stopTimeout: AWS does not take 121"],
    ],
    [
      "cloudfront/distribution:Distribution",
      "a nested value that does not exist",
      { "defaultCacheBehavior.viewerProtocolPolicy": "https" },
      [
        "defaultCacheBehavior.viewerProtocolPolicy: not allowed: https",
        "defaultCacheBehavior.viewerProtocolPolicy: AWS does not take https",
      ],
    ],
    [
      "cloudwatch/logGroup:LogGroup",
      "a number of days that AWS has not",
      { retentionInDays: 31 },
      ["retentionInDays: AWS does not take 31"],
    ],
    [
      "elasticache/replicationGroup:ReplicationGroup",
      "fail-over with one node",
      { automaticFailoverEnabled: true },
      ["fail-over needs two nodes"],
    ],
    [
      "elasticache/user:User",
      "an id that is too long",
      { userId: `a${"b".repeat(40)}` },
      [`userId: AWS does not take a${"b".repeat(40)}`],
    ],
    [
      "route53/record:Record",
      "a weight without an identifier",
      { setIdentifier: undefined },
      ["a weight needs an identifier"],
    ],
    [
      "s3/bucketVersioning:BucketVersioning",
      "a word of another service",
      { "versioningConfiguration.status": "ENABLED" },
      [
        "versioningConfiguration.status: not allowed: ENABLED",
        "versioningConfiguration.status: AWS does not take ENABLED",
      ],
    ],
    [
      "lambda/function:Function",
      "a runtime that does not exist",
      { runtime: "nodejs25" },
      ["runtime: not allowed: nodejs25", "runtime: AWS does not take nodejs25"],
    ],
    [
      "iam/rolePolicy:RolePolicy",
      "an element that IAM does not know",
      {
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"allow","Actions":"s3:Get","Action":"s3 get"}]}',
      },
      ["policy: no element Actions", "policy: Effect allow", "policy: action s3 get"],
    ],
    ["ec2/vpc:Vpc", "a reserved tag", { tags: { "aws:x": "1" } }, ["tags: AWS does not take aws:x=1"]],
  ];
  for (const [type, what, values, problems] of examples)
    it(`${what}: ${type}`, async () => {
      const found = (await oneOfEachType()).find((one) => one.type === `aws:${type}`);
      if (!found) throw new Error(`no ${type}`);
      const changed = argumentProblems(withInputs(found, values));
      expect(changed).to.deep.equal(problems.map((problem) => `${found.type} ${found.name}: ${problem}`));
    });

  it("a logical name that leaves no room for what Pulumi adds", async () => {
    const group = (await oneOfEachType()).find(({ type }) => type === "aws:lb/targetGroup:TargetGroup");
    if (!group) throw new Error("no target group");
    const name = "a".repeat(25);
    expect(argumentProblems({ ...group, name })).to.deep.equal([
      `aws:lb/targetGroup:TargetGroup ${name}: name: AWS does not take ${name}-0000000`,
    ]);
  });

  it("every limit stated in words: each is that of an argument which the program passes", () => {
    const used: Readonly<Record<string, object>> = api.rules;
    const unused = Object.entries(stated.rules).flatMap(([type, rules]) =>
      Object.keys(rules)
        .filter((path) => !(path in (used[type] ?? {})))
        .map((path) => `${type} ${path}`),
    );
    expect(unused).to.deep.equal([]);
    expect(Object.keys(stated.sources)).to.have.members(Object.keys(stated.rules));
  });
});
