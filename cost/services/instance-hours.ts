import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";
import { runningHours } from "./running-hours";
import { commitmentOf, type CommitmentNames, givenReservation } from "./commitment";

/** EC2 capacity that bills by the hour. */
export interface Capacity {
  readonly instanceType: string;
  readonly count?: number;
  readonly maximum?: number;
  readonly tenancy?: string;
  readonly spot?: boolean;
  readonly credits?: string;
  readonly detailedMonitoring?: boolean;
}

const ON_DEMAND = "ec2.onDemand.linux";
const DETAILED_METRICS = 7;
const LAUNCHED_UNLIMITED = ["t3", "t3a", "t4g"];
const FREE_MICRO = ["t2.micro", "t3.micro"];

const names: CommitmentNames = {
  reserved: (term, payment, kind) => `ec2.reserved.${term}.${payment}.${kind}`,
  savingsPlan: (term) => `ec2.computeSavingsPlan.${term}.noUpfront`,
};

/** Hours, CPU credits and detailed monitoring of EC2 capacity. */
export function capacityLines(sheet: Sheet, capacity: Capacity): void {
  const { instanceType, count = 1, maximum } = capacity;
  refuseUnpriced(sheet, capacity);
  const hours = runningHours(sheet);
  const { label, service } = commitmentOf(sheet, names);
  const many = count > 1 ? `${count} x ` : "";
  const component = `${many}${instanceType}, Linux, ${label}`;
  const onDemand = { service: ON_DEMAND, item: instanceType };
  if (!givenReservation(sheet, component, onDemand, count * hours.value)) {
    sheet.fixed(component, { service: service(ON_DEMAND), item: instanceType }, count * hours.value, {
      assumption: hours.assumption,
      ...(maximum !== undefined && { maximum: maximum * hours.value }),
      ...(FREE_MICRO.includes(instanceType) && { allowance: "ec2Micro" }),
    });
  }
  creditLine(sheet, capacity);
  if (capacity.detailedMonitoring === true) metricLines(sheet, count);
}

function refuseUnpriced(sheet: Sheet, { tenancy, spot, instanceType }: Capacity): void {
  if (spot === true)
    throw new MissingInput(`no price for ${instanceType} on the Spot market: it moves hourly`);
  if (tenancy !== undefined && tenancy !== "default") {
    throw new MissingInput(`no price for ${instanceType} with tenancy ${tenancy}`);
  }
  const system = sheet.setting("operating_system") ?? "linux";
  if (system !== "linux") throw new MissingInput(`no price for ${instanceType} with ${system}`);
}

/** Surplus credits of burstable types: only unlimited ones are billed for them. */
function creditLine(sheet: Sheet, { instanceType, credits, count = 1, ...capacity }: Capacity): void {
  const family = instanceType.split(".")[0] ?? "";
  if (!LAUNCHED_UNLIMITED.includes(family) || credits === "standard") return;
  const hours = sheet.amount("monthly_cpu_credit_hrs", amount(0, "no CPU use above the baseline (default)"));
  const item = family === "t4g" ? "t4g Linux, surplus or unlimited" : "t3/t3a Linux, surplus or unlimited";
  const cores = vcpusOf(instanceType) * count;
  const used = scaled(hours, cores, `${vcpusOf(instanceType)} vCPU`);
  const key = { service: "ec2.cpuCredits", item };
  const most = vcpusOf(instanceType) * (capacity.maximum ?? count);
  const maximum = most * (1 - baselineOf(instanceType)) * HOURS_PER_MONTH;
  // Who chose unlimited sees what a busy month may add, also when nothing is assumed to be used.
  const shown = used.value > 0 || (credits === "unlimited" && sheet.hasPrice(key));
  if (shown) sheet.usage("CPU credits above the baseline (unlimited)", key, used, { maximum });
}

/**
 * Share of each vCPU that earned credits pay for, by size.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html, read 2026-11-20
 */
const BASELINES: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
};
const LARGER_BASELINE = 0.4;

/** Share of each vCPU of a burstable machine or database that it may use all day. */
export function baselineOf(type: string): number {
  return BASELINES[type.split(".").at(-1) ?? ""] ?? LARGER_BASELINE;
}

function metricLines(sheet: Sheet, count: number): void {
  const key = { service: "cloudwatch", item: "customMetric" };
  sheet.fixedTiered("Detailed monitoring", key, DETAILED_METRICS * count, { allowance: "customMetrics" });
}

/** vCPU of a burstable instance type or a database class: 2 up to large, then doubling. */
export function vcpusOf(type: string): number {
  const size = type.split(".").at(-1) ?? "";
  const [, digits] = /^(\d*)xlarge$/.exec(size) ?? [];
  return digits === undefined ? 2 : 4 * Number(digits || 1);
}
