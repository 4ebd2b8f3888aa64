import type { DeployedResource, DeployedStack } from "../../plan/deployed";
import type { Tier } from "../../settings/schema";
import { awsProblem } from "../box/box-problem";
import { UserMistake } from "../run-command";

/** What watches the tier that serves, as the state has it. */
interface Watched {
  readonly tier: Tier;
  readonly healthCheckId: string;
  readonly alarms: readonly { readonly name: string; readonly region: string }[];
}

/** What became of it, as AWS says. */
export type Watch =
  | { readonly tier: Tier; readonly seen: "in" }
  | { readonly tier: Tier; readonly seen: "out"; readonly because: readonly string[] }
  /** Nobody asked, or AWS gave no answer. */
  | { readonly tier: Tier; readonly seen: "unknown"; readonly because: string };

interface Account {
  readonly region: string;
  readonly profile?: string;
}

/** Undefined where no alarm takes the tier out of DNS: nothing stands by, or others set the records. */
export function watchedIn({ resources }: DeployedStack, serves: Tier): Watched | undefined {
  const record = resources.find(
    ({ type, outputs }) =>
      type === "aws:route53/record:Record" &&
      outputs["setIdentifier"] === serves &&
      text(outputs["healthCheckId"]),
  );
  const healthCheckId = text(record?.outputs["healthCheckId"]);
  if (healthCheckId === undefined) return undefined;
  return { tier: serves, healthCheckId, alarms: resources.flatMap(alarmOf) };
}

function alarmOf({ type, name: logical, outputs }: DeployedResource): Watched["alarms"] {
  if (type !== "aws:cloudwatch/metricAlarm:MetricAlarm" || !logical.startsWith("watch-")) return [];
  const [name, region] = [text(outputs["name"]), text(outputs["region"])];
  return name === undefined || region === undefined ? [] : [{ name, region }];
}

/**
 * Asks Route 53 whether an alarm took the tier out (functions/take-out marks its health check so), and CloudWatch which. Two
 * or three requests, free of charge.
 */
export async function askWatch(
  { tier, healthCheckId, alarms }: Watched,
  account: () => Account,
): Promise<Watch> {
  try {
    const where = account();
    if (!(await isTakenOut(healthCheckId, where))) return { tier, seen: "in" };
    return { tier, seen: "out", because: await reasons(alarms, where) };
  } catch (error) {
    const problem = awsProblem(error);
    if (problem instanceof UserMistake) return { tier, seen: "unknown", because: problem.message };
    throw error;
  }
}

async function isTakenOut(HealthCheckId: string, { profile, region }: Account): Promise<boolean> {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-route-53");
  const client = new sdk.Route53Client({ region, ...(profile !== undefined && { profile }) });
  const { HealthCheck } = await client.send(new sdk.GetHealthCheckCommand({ HealthCheckId }));
  const { Disabled, Inverted } = HealthCheck?.HealthCheckConfig ?? {};
  return Disabled === true && Inverted === true;
}

/** Of the alarms that are one now; none when they have calmed down since. */
async function reasons(alarms: Watched["alarms"], { profile }: Account): Promise<readonly string[]> {
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const regions = [...new Set(alarms.map(({ region }) => region))];
  const found = await Promise.all(
    regions.map((region) => {
      const AlarmNames = alarms.filter((alarm) => alarm.region === region).map(({ name }) => name);
      const client = new sdk.CloudWatchClient({ region, ...(profile !== undefined && { profile }) });
      return client.send(new sdk.DescribeAlarmsCommand({ AlarmNames, StateValue: "ALARM" }));
    }),
  );
  return found.flatMap(({ MetricAlarms = [] }) =>
    MetricAlarms.map(({ AlarmName = "", StateReason = "" }) => `${AlarmName}: ${StateReason}`),
  );
}

/** In the words of the status. */
export function watchText(watch: Watch): string {
  switch (watch.seen) {
    case "in":
      return `${watch.tier} is in DNS: no alarm took it out`;
    case "out":
      return `${watch.tier} WAS TAKEN OUT OF DNS by an alarm: its visitors go to what stands by. ${watch.because.join("; ") || "The alarm has calmed down since"}. pulumi up --refresh takes it back`;
    case "unknown":
      return `whether an alarm took ${watch.tier} out of DNS could not be seen: ${watch.because}`;
    default:
      return watch satisfies never;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
