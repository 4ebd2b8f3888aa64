import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";
import { commitmentOf, givenReservation } from "./commitment";
import { vcpusOf } from "./instance-hours";
import { runningHours } from "./running-hours";
import { extendedSupport } from "./postgres-support";
import { publicIpv4 } from "./public-ipv4";
import { managedPassword } from "./secrets";
import { databaseStorage } from "./rds-storage";

const INSTANCE = "aws:rds/instance:Instance";
const FREE_INSIGHTS_DAYS = 7;

export const rds: PricerTable = {
  [INSTANCE]: instance,
  "aws:rds/snapshot:Snapshot": snapshot,
  "aws:rds/proxy:Proxy": (sheet) => sheet.fixed("Proxy", { service: "rds.proxy", item: "vcpuHour" }, 1),
};

interface Server {
  readonly engine: string;
  readonly version?: string;
  readonly className: string;
  readonly multiAz: boolean;
}

function instance(sheet: Sheet): void {
  const { inputs } = sheet;
  const server: Server = {
    engine: engineOf(sheet),
    version: inputs.text("engineVersion"),
    className: inputs.needText("instanceClass"),
    multiAz: inputs.flag("multiAz") ?? false,
  };
  serverHours(sheet, server);
  databaseStorage(sheet, server.multiAz);
  creditLine(sheet, server);
  supportLine(sheet, server);
  insightsLine(sheet, server);
  backupLine(sheet);
  if (inputs.flag("publiclyAccessible") === true) publicIpv4(sheet, { count: 1 });
  if (inputs.flag("manageMasterUserPassword") === true) managedPassword(sheet);
}

function engineOf(sheet: Sheet): string {
  const engine = sheet.inputs.text("engine");
  if (engine !== undefined) return engine;
  const [source] = sheet.referenced("replicateSourceDb", INSTANCE);
  if (source) return sheet.inputsOf(source).needText("engine");
  throw new MissingInput("engine is not given");
}

/** `rds.postgres.multiAZ`: the engine and the deployment decide the price list. */
function serverHours(sheet: Sheet, { engine, className, multiAz }: Server): void {
  const deployment = multiAz ? "multiAZ" : "singleAZ";
  const onDemand = { service: `rds.${engine}.${deployment}`, item: className };
  const hours = runningHours(sheet);
  const { label, service } = commitmentOf(sheet, {
    reserved: (term, payment) => `rds.reserved.${term}.${payment}.${engine}.${deployment}`,
    savingsPlan: (term) => `rds.${engine}.${deployment}.databaseSavingsPlan${term}`,
  });
  const component = `${className}, ${engine}, ${multiAz ? "Multi-AZ" : "one zone"}, ${label}`;
  if (givenReservation(sheet, component, onDemand, hours.value)) return;
  const isMicro = !multiAz && ["db.t3.micro", "db.t4g.micro"].includes(className);
  sheet.fixed(component, { ...onDemand, service: service(onDemand.service) }, hours.value, {
    assumption: hours.assumption,
    ...(isMicro && { allowance: "rdsMicro" }),
  });
}

// Burstable database classes always run unlimited.
function creditLine(sheet: Sheet, { className }: Server): void {
  if (!/^db\.t\dg?\./.test(className)) return;
  const hours = sheet.amount("monthly_cpu_credit_hrs", amount(0, "no CPU use above the baseline (default)"));
  const vcpus = scaled(hours, vcpusOf(className), `${vcpusOf(className)} vCPU`);
  const key = { service: "rds.cpuCredits", item: "t3/t4g MySQL or PostgreSQL" };
  sheet.usageIfAny("CPU credits above the baseline", key, vcpus);
}

// The standby of a Multi-AZ instance is billed for extended support too.
function supportLine(sheet: Sheet, { engine, version, className, multiAz }: Server): void {
  const disabled =
    sheet.inputs.text("engineLifecycleSupport") === "open-source-rds-extended-support-disabled";
  if (engine !== "postgres" || disabled) return;
  const year = extendedSupport(version, sheet.context.rates.book.date);
  if (year === undefined) return;
  const hours = vcpusOf(className) * (multiAz ? 2 : 1) * runningHours(sheet).value;
  sheet.fixed(
    `Extended support of ${engine} ${version}`,
    { service: "rds.extendedSupport", item: year },
    hours,
  );
}

function insightsLine(sheet: Sheet, { className }: Server): void {
  const { inputs } = sheet;
  const days = inputs.number("performanceInsightsRetentionPeriod") ?? FREE_INSIGHTS_DAYS;
  if (inputs.flag("performanceInsightsEnabled") !== true || days <= FREE_INSIGHTS_DAYS) return;
  const family = className.split(".").slice(0, 2).join(".");
  const item = `longTerm.${family} per vCPU`;
  sheet.fixed(
    "Performance Insights history",
    { service: "rds.performanceInsights", item },
    vcpusOf(className),
  );
}

function backupLine(sheet: Sheet): void {
  if ((sheet.inputs.number("backupRetentionPeriod") ?? 0) === 0) return;
  const within = amount(0, "backups stay within the free share, the size of the database (default)");
  const extra = sheet.amount("additional_backup_storage_gb", within);
  sheet.usage("Backups beyond the free share", { service: "rds.backup", item: "aboveFreeAllowance" }, extra);
}

function snapshot(sheet: Sheet): void {
  const [source] = sheet.referenced("dbInstanceIdentifier", INSTANCE);
  const gb = source && sheet.inputsOf(source).number("allocatedStorage");
  const stored =
    sheet.given("storage_gb") ??
    (gb === undefined ? undefined : amount(gb, "the whole disk is in use (default)"));
  if (stored === undefined)
    throw new MissingInput("its database is not known; give storage_gb in a usage file");
  sheet.usage("Snapshot", { service: "rds.backup", item: "aboveFreeAllowance" }, stored);
}
