import { HOURS_PER_MONTH } from "../money";
import type { References } from "../references";
import type { Resource } from "../types";
import { isEncrypted } from "../unknown-value";

/** Where in the path of a request a resource stands. */
export type Layer = "edge" | "balancer" | "compute";

const SERVICE = "aws:ecs/service:Service";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const FUNCTION = "aws:lambda/function:Function";
const BALANCERS = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:apigateway/restApi:RestApi",
  "aws:apigatewayv2/api:Api",
];
const COMPUTE = [
  "aws:ec2/instance:Instance",
  "aws:autoscaling/group:Group",
  FUNCTION,
  "aws:eks/nodeGroup:NodeGroup",
];
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const OTHER_ORIGINS = [
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:apigateway/stage:Stage",
  "aws:apigatewayv2/stage:Stage",
  "aws:elasticbeanstalk/environment:Environment",
  "aws:ec2/eip:Eip",
];
const CALLERS = [
  "aws:lambda/permission:Permission",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
];
const LAYERS: ReadonlyMap<string, Layer> = new Map([
  ["aws:cloudfront/distribution:Distribution", "edge"],
  ...BALANCERS.map((type): [string, Layer] => [type, "balancer"]),
  ...COMPUTE.map((type): [string, Layer] => [type, "compute"]),
]);

/** The layer of a resource, or undefined for one that requests do not pass. */
export function layerOf(resource: Resource, references: References): Layer | undefined {
  const { type, inputs, outputs } = resource;
  if (type === "aws:elasticbeanstalk/environment:Environment") {
    const settings = isEncrypted(inputs["settings"]) ? outputs?.["allSettings"] : inputs["settings"];
    return JSON.stringify(settings ?? []).includes("SingleInstance") ? "compute" : "balancer";
  }
  // A service without public addresses is behind a balancer or serves nobody.
  if (type === SERVICE)
    return JSON.stringify(inputs).includes('"assignPublicIp":true') && listens(resource, references)
      ? "compute"
      : undefined;
  const elsewhere =
    isRunByUpdates(resource, references) ||
    hearsAlarms(resource, references) ||
    scheduledCalls(resource, references) !== undefined;
  if (elsewhere) return undefined;
  const layer = LAYERS.get(type);
  return layer === "balancer" && inputs["internal"] === true ? undefined : layer;
}

/** Whether a function is called while the stack is updated, and by nothing else that is known. */
export function isRunByUpdates(resource: Resource, references: References): boolean {
  if (resource.type !== FUNCTION) return false;
  const calls = (type: string) => references.referrers(type, resource).length > 0;
  return calls("aws:lambda/invocation:Invocation") && !CALLERS.some(calls);
}

/** Calls a month of a function that nothing but a schedule calls, every so many minutes, hours or days. */
export function scheduledCalls(resource: Resource, references: References): number | undefined {
  const calls = (type: string) => references.referrers(type, resource);
  const [schedule, ...others] = calls("aws:scheduler/schedule:Schedule");
  const isCalledElse = others.length > 0 || CALLERS.some((type) => calls(type).length > 0);
  if (resource.type !== FUNCTION || !schedule || isCalledElse) return undefined;
  if (schedule.inputs["state"] === "DISABLED") return 0;
  const [, count, unit = ""] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(schedule.inputs["scheduleExpression"])) ?? [];
  const hours = { minute: 1 / 60, hour: 1, day: 24 }[unit];
  return hours === undefined ? undefined : HOURS_PER_MONTH / (Number(count) * hours);
}

/** What a stack with problems hears of; most months have none. */
export const ALARMS_A_MONTH = 100;

/** Whether a topic or a function hears of alarms: a handful of messages a month, whatever the traffic. */
export function hearsAlarms(resource: Resource, references: References): boolean {
  const { type } = resource;
  if (type !== TOPIC && type !== FUNCTION) return false;
  if (references.referrers(ALARM, resource, "alarmActions").length > 0) return true;
  const subscriptions = references.referrers(SUBSCRIPTION, resource, "endpoint");
  const topics = subscriptions.flatMap((one) => references.of(one, "topic", [TOPIC]));
  return topics.some((topic) => references.referrers(ALARM, topic, "alarmActions").length > 0);
}

/** Whether a distribution serves files alone: it is beside balancers and instances, not before them. */
export function servesFilesOnly(distribution: Resource, references: References): boolean {
  const from = (...types: readonly string[]) => references.of(distribution, "origins", types).length > 0;
  return from(...BUCKETS) && !from(...BALANCERS, ...COMPUTE, ...OTHER_ORIGINS);
}

/** A worker has containers without a port. What cannot be read may have one. */
function listens(service: Resource, references: References): boolean {
  const [task] = references.of(service, "taskDefinition", ["aws:ecs/taskDefinition:TaskDefinition"]);
  const containers = task?.inputs["containerDefinitions"];
  return (
    typeof containers !== "string" || !containers.startsWith("[{") || containers.includes('"containerPort"')
  );
}
