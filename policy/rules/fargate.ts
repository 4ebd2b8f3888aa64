import { at, each, list, ofType, refersTo, type Resource, type Rule } from "../rule";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const distribution = "aws:cloudfront/distribution:Distribution";
const environment = "aws:elasticbeanstalk/environment:Environment";
const leastZones = 2;

/** Rules for load balancers, containers on Fargate, distributions and logs. */
export const fargateRules: readonly Rule[] = [
  each(
    balancer,
    "CKV_AWS_131",
    "load balancers drop malformed headers",
    (one) => one.inputs["dropInvalidHeaderFields"] === true,
  ),
  each(balancer, "CKV_AWS_328", "load balancers refuse smuggled requests", (one) =>
    ["defensive", "strictest"].includes(String(one.inputs["desyncMitigationMode"])),
  ),
  each(
    balancer,
    "ELB.13",
    "load balancers stand in two zones",
    (one) => list(one.inputs["subnets"] as readonly string[]).length >= leastZones,
  ),
  each(
    listener,
    "CKV_AWS_2 CKV2_AWS_20 ELB.1",
    "plain HTTP is only redirected where there is a certificate",
    (one, graph) =>
      one.inputs["protocol"] === "HTTPS" ||
      isRedirect(one) ||
      ofType(graph, "aws:acm/certificate:Certificate").length === 0,
  ),
  each(
    listener,
    "CKV_AWS_103 CKV2_AWS_74",
    "listeners speak TLS 1.2 or newer",
    (one) =>
      one.inputs["protocol"] !== "HTTPS" ||
      /^ELBSecurityPolicy-TLS13-1-[23]-/.test(String(one.inputs["sslPolicy"])),
  ),
  each(
    "aws:lb/targetGroup:TargetGroup",
    "CKV_AWS_261",
    "target groups have a health check",
    (one) => at(one, "healthCheck", "path") !== undefined,
  ),
  each(
    task,
    "CKV_AWS_249",
    "an app has other rights than what starts it",
    ({ inputs }) =>
      inputs["taskRoleArn"] !== undefined &&
      inputs["executionRoleArn"] !== undefined &&
      inputs["taskRoleArn"] !== inputs["executionRoleArn"],
  ),
  each(
    task,
    "CKV_AWS_334 CKV_AWS_335 ECS.3 ECS.4",
    "containers are unprivileged and see no other processes",
    (one) =>
      one.inputs["pidMode"] === undefined &&
      containers(one).every((container) => container["privileged"] !== true),
  ),
  each(
    task,
    "ECS.8",
    "no container has a secret in the clear",
    (one) => !String(one.inputs["containerDefinitions"]).includes("[secret]"),
  ),
  each(
    task,
    "ECS.9",
    "every container's output is kept",
    (one) =>
      containers(one).length > 0 &&
      containers(one).every((container) => container["logConfiguration"] !== undefined),
  ),
  each(task, "CKV_AWS_97", "files on EFS travel encrypted, to those with the right alone", (one) =>
    list(one.inputs["volumes"] as readonly Volume[]).every(
      ({ efsVolumeConfiguration: files }) =>
        files?.transitEncryption === "ENABLED" && files.authorizationConfig?.iam === "ENABLED",
    ),
  ),
  each(
    "aws:ecs/service:Service",
    "CKV_AWS_332 ECS.10",
    "services run on Fargate's newest platform",
    (one) => one.inputs["platformVersion"] === "LATEST",
  ),
  each(
    "aws:ecs/cluster:Cluster",
    "CKV_AWS_223",
    "shells in containers are logged where they are allowed",
    (one, graph) =>
      !ofType(graph, "aws:ecs/service:Service").some(
        ({ inputs }) => inputs["enableExecuteCommand"] === true,
      ) || at(one, "configuration", "executeCommandConfiguration", "logging") === "OVERRIDE",
  ),
  each(
    distribution,
    "CKV_AWS_34 CloudFront.3",
    "viewers of a distribution use HTTPS",
    (one) => at(one, "defaultCacheBehavior", "viewerProtocolPolicy") === "redirect-to-https",
  ),
  // Under its own name AWS decides.
  each(
    distribution,
    "CKV_AWS_174 CKV2_AWS_54",
    "distributions with a name of ours speak TLS 1.2 or newer",
    (one) =>
      at(one, "viewerCertificate", "cloudfrontDefaultCertificate") === true ||
      String(at(one, "viewerCertificate", "minimumProtocolVersion")).startsWith("TLSv1.2_"),
  ),
  each(
    distribution,
    "CKV2_AWS_46 CloudFront.13",
    "distributions read buckets under a name of their own",
    (one) =>
      list(one.inputs["origins"] as readonly { originAccessControlId?: unknown }[]).every(
        ({ originAccessControlId }) => originAccessControlId !== undefined,
      ),
  ),
  each(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "CKV_AWS_259",
    "distributions tell browsers to stay with HTTPS",
    (one) =>
      Number(at(one, "securityHeadersConfig", "strictTransportSecurity", "accessControlMaxAgeSec")) >=
      31_536_000,
  ),
  each(
    "aws:cloudwatch/logGroup:LogGroup",
    "CKV_AWS_66",
    "logs are not kept for ever",
    (one) => Number(one.inputs["retentionInDays"] ?? 0) > 0,
  ),
  each(
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "ladder-origin",
    "every request to a bucket is signed",
    (one) => one.inputs["signingBehavior"] === "always",
  ),
];

interface Volume {
  readonly efsVolumeConfiguration?: {
    readonly transitEncryption?: string;
    readonly authorizationConfig?: { readonly iam?: string };
  };
}

type Container = Readonly<Record<string, unknown>>;

/** What cannot be read may be anything: it counts as one container without any of what it should have. */
function containers(one: Resource): readonly Container[] {
  try {
    return JSON.parse(String(one.inputs["containerDefinitions"])) as Container[];
  } catch {
    return [{ privileged: true }];
  }
}

function isRedirect(one: Resource): boolean {
  const actions = list(one.inputs["defaultActions"] as readonly { type?: string }[]);
  return actions.length > 0 && actions.every(({ type }) => type === "redirect");
}

/** Whether a record is an alias of something that the stack made. */
export function isAliasOfOurs(record: Resource, graph: readonly Resource[]): boolean {
  const aliases = record.inputs["aliases"];
  return [balancer, distribution, environment].some((type) =>
    ofType(graph, type).some((one) => refersTo(aliases, one)),
  );
}
