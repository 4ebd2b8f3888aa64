import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";
import { commitmentOf } from "./commitment";
import { runningHours } from "./running-hours";
import { publicIpv4 } from "./public-ipv4";
import { managedPassword } from "./secrets";

const CLUSTER = "aws:rds/cluster:Cluster";
const POSTGRES = "aurora-postgresql";
const OPTIMIZED = "aurora-iopt1";
const STORED_GB = 10;
const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

export const aurora: PricerTable = {
  [CLUSTER]: cluster,
  "aws:rds/clusterInstance:ClusterInstance": clusterInstance,
  "aws:rds/clusterSnapshot:ClusterSnapshot": clusterSnapshot,
};

function cluster(sheet: Sheet): void {
  const { inputs } = sheet;
  const engine = inputs.text("engine") ?? "aurora";
  if (!engine.startsWith("aurora")) throw new MissingInput(`no price for a Multi-AZ cluster of ${engine}`);
  if (inputs.text("engineMode") === "serverless") throw new MissingInput("no price for Aurora Serverless v1");
  const optimized = inputs.text("storageType") === OPTIMIZED;
  const stored = sheet.amount("storage_gb", amount(STORED_GB, `${STORED_GB} GB stored (default)`));
  sheet.usage("Storage", { service: "aurora.storage", item: optimized ? "ioOptimized" : "standard" }, stored);
  if (!optimized) ioLine(sheet);
  const none = amount(0, "backups stay within the free share, the size of the cluster (default)");
  const extra = sheet.amount("backup_snapshot_size_gb", none);
  sheet.usageIfAny("Backups beyond the free share", { service: "aurora.storage", item: "backup" }, extra);
  if (inputs.flag("manageMasterUserPassword") === true) managedPassword(sheet);
}

/** Two reads and one write for each request, unless the file gives the rates per second. */
function ioLine(sheet: Sheet): void {
  const reads = sheet.given("read_requests_per_sec");
  const writes = sheet.given("write_requests_per_sec");
  const given =
    reads || writes
      ? amount(
          ((reads?.value ?? 0) + (writes?.value ?? 0)) * SECONDS_PER_MONTH,
          "read and write requests per second of the usage file",
        )
      : scaled(sheet.context.traffic.allRequests, 3, "3 I/O each (default)");
  sheet.usage("I/O requests", { service: "aurora.storage", item: "io.standard" }, given);
}

function clusterInstance(sheet: Sheet): void {
  const { inputs } = sheet;
  const [parent] = sheet.referenced("clusterIdentifier", CLUSTER);
  const parentInputs = parent && sheet.inputsOf(parent);
  const engine = inputs.text("engine") ?? parentInputs?.text("engine") ?? "aurora";
  if (engine !== POSTGRES) throw new MissingInput(`no price for ${engine}`);
  if (!parentInputs) throw new MissingInput("its cluster is not among the resources");
  const optimized = parentInputs.text("storageType") === OPTIMIZED;
  const className = inputs.needText("instanceClass");
  if (className === "db.serverless") capacityUnits(sheet, parentInputs, optimized);
  else serverHours(sheet, className, optimized);
  if (inputs.flag("publiclyAccessible") === true) publicIpv4(sheet, { count: 1 });
}

function serverHours(sheet: Sheet, className: string, optimized: boolean): void {
  const base = `aurora.postgres.instance${optimized ? ".ioOptimized" : ""}`;
  const { label, service } = commitmentOf(sheet, {
    reserved: (term, payment) => `aurora.reserved.${term}.${payment}.postgres`,
    savingsPlan: (term) => `${base}.databaseSavingsPlan${term}`,
  });
  const hours = runningHours(sheet);
  const component = `${className}, ${POSTGRES}${optimized ? ", I/O-Optimized" : ""}, ${label}`;
  sheet.fixed(component, { service: service(base), item: className }, hours.value, {
    assumption: hours.assumption,
  });
}

/** The smallest capacity is always billed; what lies above follows the load, up to the largest. */
function capacityUnits(sheet: Sheet, parent: Sheet["inputs"], optimized: boolean): void {
  const scaling = parent.block("serverlessv2ScalingConfiguration");
  const least = scaling?.number("minCapacity");
  if (least === undefined)
    throw new MissingInput("serverlessv2ScalingConfiguration.minCapacity is not given");
  const key = { service: "aurora.serverlessV2", item: optimized ? "acu.ioOptimized" : "acu.standard" };
  const most = scaling?.number("maxCapacity");
  sheet.fixed(`Capacity of at least ${least} ACU`, key, least * HOURS_PER_MONTH, {
    ...(most !== undefined && { maximum: most * HOURS_PER_MONTH }),
  });
  const average = sheet.given("capacity_units_per_hr");
  const above = average && scaled(average, HOURS_PER_MONTH, "every hour of the month");
  const beyond = above && amount(above.value - least * HOURS_PER_MONTH, above.assumption);
  sheet.usageIfAny("Capacity above the least", key, beyond);
}

function clusterSnapshot(sheet: Sheet): void {
  const stored = sheet.given("storage_gb");
  if (stored === undefined)
    throw new MissingInput("the size of the cluster is not known; give storage_gb in a usage file");
  sheet.usage("Snapshot", { service: "aurora.storage", item: "backup" }, stored);
}
