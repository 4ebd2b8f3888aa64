import type * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as route53 from "@pulumi/aws/route53";
import type { TierPlan } from "../../plan/stack-plan-types";
import type { Plan } from "../../plan/types";
import { tags } from "../tags";
import type { PlacedTier, Target } from "../zone";
import { type AlarmRule, balancerAlarms, downAlarm } from "./alarms";
import { createTakeOut } from "./take-out";

/** Route 53 writes its metrics there and nowhere else. */
const healthRegion = "us-east-1";

interface WatchArgs {
  readonly stack: string;
  readonly region: string;
  readonly triggers: NonNullable<TierPlan["triggers"]>;
  readonly target: Target;
  /** A host that the tier answers for: the box and a single instance know no other. */
  readonly host: string;
  /** What the health check asks for. */
  readonly path: string;
  /** `app/name/id`; a tier without a load balancer has no figures of latency and errors. */
  readonly balancer?: pulumi.Output<string>;
  /** Topics: who is told when the tier is taken out. */
  readonly told: readonly pulumi.Output<string>[];
}

/**
 * The tier with the health check of its records, if something takes it out of DNS by itself. `path`: what it answers well when
 * it is asked under the target's own name.
 */
export function watched(
  { plan, tier, told }: Pick<WatchArgs, "told"> & { readonly plan: Plan; readonly tier: TierPlan },
  target: Target,
  parent: pulumi.Resource,
  balancer?: pulumi.Output<string>,
  path = "/",
): PlacedTier {
  const { triggers } = tier;
  const [host] = plan.dns.records;
  if (!triggers || host === undefined) return tier;
  const { stack, region } = plan;
  return {
    ...tier,
    healthCheckId: watchTier({ stack, region, triggers, target, host, path, balancer, told }, parent),
  };
}

/**
 * Watches a tier while another stands by. Records with this health check leave DNS while the tier cannot be reached, and
 * for good when an alarm goes off; `pulumi up --refresh` brings them back. docs/decisions/triggers.md says why this way.
 */
function watchTier(args: WatchArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { stack, region, triggers, balancer, told } = args;
  const { id } = createHealthCheck(args, parent);
  const alarms = [
    { region: healthRegion, alarm: downAlarm(triggers, id) },
    ...(balancer ? balancerAlarms(triggers, balancer).map((alarm) => ({ region, alarm })) : []),
  ];
  const regions = [...new Set(alarms.map((one) => one.region))];
  const takeOut = createTakeOut({ stack, regions, healthCheckId: id, told }, parent);
  for (const { region: place, alarm } of alarms) {
    const action = takeOut[place];
    if (action) createAlarm(stack, place, alarm, action, parent);
  }
  return id;
}

/** Plain HTTP: every tier answers it, with certificates or without, most by sending visitors to HTTPS; and it is the cheapest. */
function createHealthCheck(
  { stack, target, host, path }: WatchArgs,
  parent: pulumi.Resource,
): route53.HealthCheck {
  const endpoint =
    target.kind === "address" ? { ipAddress: target.address, fqdn: host } : { fqdn: target.name };
  return new route53.HealthCheck(
    "watch",
    {
      type: "HTTP",
      ...endpoint,
      port: 80,
      resourcePath: path,
      requestInterval: 30,
      failureThreshold: 3,
      // Said outright, so that a refresh sees what an alarm changed.
      disabled: false,
      invertHealthcheck: false,
      tags: tags(stack, "watch"),
    },
    // Back from being taken out it is another one, whose metric has no bad minutes: with those of the old one its alarm would stay
    // an alarm for a day, and an alarm acts only when its state changes.
    { parent, replaceOnChanges: ["disabled", "invertHealthcheck"] },
  );
}

function createAlarm(
  stack: string,
  region: string,
  { name, description, rule }: AlarmRule,
  action: lambda.Function,
  parent: pulumi.Resource,
): void {
  const alarm = new cloudwatch.MetricAlarm(
    name,
    {
      region,
      alarmDescription: `Takes the serving tier of ladder ${stack} out of DNS: ${description}`,
      ...rule,
      treatMissingData: "notBreaching",
      alarmActions: [action.arn],
      tags: tags(stack, name),
    },
    { parent },
  );
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
  new lambda.Permission(
    name,
    {
      region,
      action: "lambda:InvokeFunction",
      function: action.name,
      principal: "lambda.alarms.cloudwatch.amazonaws.com",
      sourceArn: alarm.arn,
    },
    { parent },
  );
}
