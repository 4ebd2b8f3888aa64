import { at, each, list, ofType, records, refersTo, type Resource, type Rule } from "../rule";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const distribution = "aws:cloudfront/distribution:Distribution";
const environment = "aws:elasticbeanstalk/environment:Environment";
const leastZones = 2;

/** Rules for load balancers and containers on Fargate. */
export const fargateRules: readonly Rule[] = [
  each(
    balancer,
    {
      id: "CKV_AWS_131",
      title: "load balancers drop malformed headers",
      reason: "Servers read malformed headers in different ways, which lets requests past checks.",
      remedy: "Set dropInvalidHeaderFields to true.",
      general: true,
    },
    (one) => one.inputs["dropInvalidHeaderFields"] === true,
  ),
  each(
    balancer,
    {
      id: "CKV_AWS_328",
      title: "load balancers refuse smuggled requests",
      reason: "A second request hidden in the first would reach the app unchecked.",
      remedy: "Set desyncMitigationMode to defensive or strictest.",
    },
    (one) => ["defensive", "strictest"].includes(String(one.inputs["desyncMitigationMode"])),
  ),
  each(
    balancer,
    {
      id: "ELB.13",
      title: "load balancers stand in two zones",
      reason: "With one zone the whole site is away when it fails.",
      remedy: "Give subnets of two zones.",
    },
    (one) => list(one.inputs["subnets"] as readonly string[]).length >= leastZones,
  ),
  each(
    listener,
    {
      id: "CKV_AWS_2 CKV2_AWS_20 ELB.1",
      title: "plain HTTP is only redirected where there is a certificate",
      reason: "What is served over plain HTTP can be read and changed on the way.",
      remedy: "Redirect to HTTPS.",
    },
    (one, graph) =>
      one.inputs["protocol"] === "HTTPS" ||
      isRedirect(one) ||
      ofType(graph, "aws:acm/certificate:Certificate").length === 0,
  ),
  each(
    listener,
    {
      id: "CKV_AWS_103 CKV2_AWS_74",
      title: "listeners speak TLS 1.2 or newer",
      reason: "Older versions are broken.",
      remedy: "Set sslPolicy to one of ELBSecurityPolicy-TLS13-1-2 or -1-3.",
    },
    (one) =>
      one.inputs["protocol"] !== "HTTPS" ||
      /^ELBSecurityPolicy-TLS13-1-[23]-/.test(String(one.inputs["sslPolicy"])),
  ),
  each(
    "aws:lb/targetGroup:TargetGroup",
    {
      id: "CKV_AWS_261",
      title: "target groups have a health check",
      reason: "Without one, a dead copy gets its share of the requests.",
      remedy: "Set healthCheck.path.",
    },
    (one) => at(one, "healthCheck", "path") !== undefined,
  ),
  each(
    task,
    {
      id: "CKV_AWS_249",
      title: "an app has other rights than what starts it",
      reason: "The app could read every secret that its start may read.",
      remedy: "Give the task a role of its own in taskRoleArn.",
    },
    ({ inputs }) =>
      inputs["taskRoleArn"] !== undefined &&
      inputs["executionRoleArn"] !== undefined &&
      inputs["taskRoleArn"] !== inputs["executionRoleArn"],
  ),
  each(
    task,
    {
      id: "CKV_AWS_334 CKV_AWS_335 ECS.3 ECS.4",
      title: "containers are unprivileged and see no other processes",
      reason: "From a privileged container the machine is within reach.",
      remedy: "Leave privileged and pidMode out.",
      general: true,
    },
    (one) =>
      one.inputs["pidMode"] === undefined &&
      containers(one).every((container) => container["privileged"] !== true),
  ),
  each(
    task,
    {
      id: "ECS.8",
      title: "no container has a secret in the clear",
      reason: "Everybody who may describe the task definition can read it.",
      remedy: "Name the parameter in secrets instead of environment.",
      general: true,
    },
    (one) => !String(one.inputs["containerDefinitions"]).includes("[secret]"),
  ),
  each(
    task,
    {
      id: "ECS.9",
      title: "every container's output is kept",
      reason: "Without logs nobody can tell what happened.",
      remedy: "Set logConfiguration for each container.",
      general: true,
    },
    (one) =>
      containers(one).length > 0 &&
      containers(one).every((container) => container["logConfiguration"] !== undefined),
  ),
  each(
    task,
    {
      id: "CKV_AWS_97",
      title: "files on EFS travel encrypted, to those with the right alone",
      reason: "Anybody in the network could read and change the files.",
      remedy: "Enable transitEncryption and authorizationConfig.iam.",
    },
    (one) =>
      records<Volume>(one.inputs["volumes"]).every(
        ({ efsVolumeConfiguration: files }) =>
          files?.transitEncryption === "ENABLED" && files.authorizationConfig?.iam === "ENABLED",
      ),
  ),
  each(
    "aws:ecs/service:Service",
    {
      id: "CKV_AWS_332 ECS.10",
      title: "services run on Fargate's newest platform",
      reason: "Older platforms get no fixes.",
      remedy: "Set platformVersion to LATEST.",
    },
    (one) => one.inputs["platformVersion"] === "LATEST",
  ),
  each(
    "aws:ecs/cluster:Cluster",
    {
      id: "CKV_AWS_223",
      title: "shells in containers are logged where they are allowed",
      reason: "Nobody could tell who did what in a running container.",
      remedy: "Set executeCommandConfiguration with a log group.",
    },
    (one, graph) =>
      !ofType(graph, "aws:ecs/service:Service").some(
        (service) => service.inputs["enableExecuteCommand"] === true && refersTo(service, "cluster", one),
      ) || at(one, "configuration", "executeCommandConfiguration", "logging") === "OVERRIDE",
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
    return records<Container>(JSON.parse(String(one.inputs["containerDefinitions"])));
  } catch {
    return [{ privileged: true }];
  }
}

function isRedirect(one: Resource): boolean {
  const actions = records<{ readonly type: string }>(one.inputs["defaultActions"]);
  return actions.length > 0 && actions.every(({ type }) => type === "redirect");
}

/** Whether a record is an alias of something that the stack made. */
export function isAliasOfOurs(record: Resource, graph: readonly Resource[]): boolean {
  return [balancer, distribution, environment].some((type) =>
    ofType(graph, type).some((one) => refersTo(record, "aliases", one)),
  );
}
