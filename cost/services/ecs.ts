import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";
import type { Counts } from "./autoscaling";
import { egressLines } from "./egress";
import { taskLines } from "./fargate-tasks";
import { publicIpv4 } from "./public-ipv4";
import { runningHours } from "./running-hours";
import { taskDefinition, taskSize } from "./task-size";

const CLUSTER = "aws:ecs/cluster:Cluster";
const CLUSTER_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const TARGET = "aws:appautoscaling/target:Target";
const INSIGHTS_METRICS = 20;

export const ecs: PricerTable = {
  [CLUSTER]: cluster,
  [taskDefinition]: (sheet) => sheet.free("billed by the tasks that run it"),
  "aws:ecs/service:Service": service,
};

function cluster(sheet: Sheet): void {
  const insights = sheet.inputs
    .blocks("settings")
    .find((setting) => setting.text("name") === "containerInsights");
  if (!["enabled", "enhanced"].includes(insights?.text("value") ?? "disabled")) {
    return sheet.free("billed by its tasks and instances");
  }
  const metrics = amount(INSIGHTS_METRICS, `${INSIGHTS_METRICS} metrics (default)`);
  const key = { service: "cloudwatch", item: "customMetric" };
  sheet.tiered("Container Insights", key, sheet.amount("custom_metrics", metrics), {
    allowance: "customMetrics",
  });
}

function service(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.text("schedulingStrategy") === "DAEMON") return sheet.free("runs on the cluster's instances");
  const shares = sharesOf(sheet);
  if (shares === "ec2") return sheet.free("runs on the cluster's instances, which are billed themselves");
  const size = taskSize(sheet, "taskDefinition");
  const counts = countsOf(sheet);
  for (const { spot, ...share } of split(counts, shares)) taskLines(sheet, { ...size, ...share, spot });
  if (sheet.drafts.length === 0) return sheet.free("it runs no tasks");
  const assigns = inputs.block("networkConfiguration")?.flag("assignPublicIp") === true;
  if (!assigns) return;
  publicIpv4(sheet, { ...counts, ...addressHours(sheet) });
  egressLines(sheet);
}

/** A copy that does not run has no address. */
function addressHours(sheet: Sheet) {
  const { value: hours, assumption } = runningHours(sheet);
  return { hours, assumption };
}

/** With automatic scaling the least capacity is fixed and the most is shown apart. */
function countsOf(sheet: Sheet): Counts {
  const [target] = sheet.referrers(TARGET);
  const wanted = sheet.inputs.number("desiredCount") ?? 0;
  if (!target) return { count: wanted };
  const scaling = sheet.inputsOf(target);
  return { count: scaling.number("minCapacity") ?? wanted, maximum: scaling.number("maxCapacity") };
}

interface Share {
  readonly spot: boolean;
  readonly base: number;
  readonly weight: number;
}

/** How tasks are spread: by the service's own strategy, its launch type, else the cluster's default strategy. */
function sharesOf(sheet: Sheet): Share[] | "ec2" {
  const own = sheet.inputs.blocks("capacityProviderStrategies");
  if (own.length > 0) return strategy(own);
  const launchType = sheet.inputs.text("launchType");
  if (launchType === "FARGATE") return [{ spot: false, base: 0, weight: 1 }];
  if (launchType !== undefined) return "ec2";
  const [parent] = sheet.referenced("cluster", CLUSTER);
  const [providers] = parent ? sheet.context.references.referrers(CLUSTER_PROVIDERS, parent) : [];
  const fallback = providers ? sheet.inputsOf(providers).blocks("defaultCapacityProviderStrategies") : [];
  return fallback.length > 0 ? strategy(fallback) : "ec2";
}

function strategy(blocks: Sheet["inputs"][]): Share[] | "ec2" {
  const named = blocks.map((block) => ({ name: block.needText("capacityProvider"), block }));
  if (!named.every(({ name }) => ["FARGATE", "FARGATE_SPOT"].includes(name))) return "ec2";
  return named.map(({ name, block }) => ({
    spot: name === "FARGATE_SPOT",
    base: block.number("base") ?? 0,
    weight: block.number("weight") ?? 0,
  }));
}

type SharedTasks = Counts & { readonly spot: boolean };

/** The base first, the rest by weight; whole tasks, the remainder going to the heaviest. */
function split(counts: Counts, shares: readonly Share[]): SharedTasks[] {
  const now = spread(counts.count, shares);
  const most = counts.maximum === undefined ? undefined : spread(counts.maximum, shares);
  return shares.map(({ spot }, index) => ({ spot, count: now[index] ?? 0, maximum: most?.[index] }));
}

function spread(total: number, shares: readonly Share[]): number[] {
  const based = shares.map(({ base }) => Math.min(base, total));
  const rest = Math.max(0, total - based.reduce((sum, count) => sum + count, 0));
  const weights = shares.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const parts = shares.map(({ weight }) => Math.floor((rest * weight) / weights));
  const left = rest - parts.reduce((sum, count) => sum + count, 0);
  const heaviest = shares.reduce(
    (best, { weight }, index) => (weight > (shares[best]?.weight ?? 0) ? index : best),
    0,
  );
  return shares.map(
    (_, index) => (based[index] ?? 0) + (parts[index] ?? 0) + (index === heaviest ? left : 0),
  );
}
