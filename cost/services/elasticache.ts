import { MissingInput } from "../missing-input";
import { HOURS_PER_MONTH } from "../money";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount, scaled } from "../usage/amount";
import { commitmentOf, givenReservation } from "./commitment";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
// The first major version of Redis OSS that is still in standard support.
const SUPPORTED_REDIS = 6;
const MEMORY_KB_PER_REQUEST = 2;
// The least that a serverless cache is billed for; not confirmed by a published source, the prices are marked so too.
const SERVERLESS_LEAST_GB: Readonly<Record<string, number>> = { valkey: 0.1, redis: 1, memcached: 1 };

export const elasticache: PricerTable = {
  "aws:elasticache/cluster:Cluster": cluster,
  [GROUP]: replicationGroup,
  "aws:elasticache/serverlessCache:ServerlessCache": serverless,
};

interface Nodes {
  readonly engine: string;
  readonly version?: string;
  readonly nodeType: string;
  readonly count: number;
}

/** A cluster that joins a replication group is one more node of it. */
function cluster(sheet: Sheet): void {
  const { inputs } = sheet;
  const [group] = sheet.referenced("replicationGroupId", GROUP);
  const of = group ? sheet.inputsOf(group) : inputs;
  nodeLines(sheet, {
    engine: of.text("engine") ?? (group ? "redis" : inputs.needText("engine")),
    version: of.text("engineVersion"),
    nodeType: of.needText("nodeType"),
    count: inputs.number("numCacheNodes") ?? 1,
  });
  if (!group) snapshotLine(sheet);
}

function replicationGroup(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.has("globalReplicationGroupId"))
    throw new MissingInput("the node type comes from a global datastore");
  const shards = inputs.number("numNodeGroups");
  const perShard = 1 + (inputs.number("replicasPerNodeGroup") ?? 0);
  nodeLines(sheet, {
    engine: inputs.text("engine") ?? "redis",
    version: inputs.text("engineVersion"),
    nodeType: inputs.needText("nodeType"),
    count: shards === undefined ? (inputs.number("numCacheClusters") ?? perShard) : shards * perShard,
  });
  snapshotLine(sheet);
}

function nodeLines(sheet: Sheet, nodes: Nodes): void {
  const { engine, nodeType, count } = nodes;
  const onDemand = { service: `elasticache.${engine}`, item: nodeType };
  const { label, service } = commitmentOf(sheet, {
    reserved: (term, payment) => `elasticache.reserved.${term}.${payment}.${engine}`,
    savingsPlan: (term) => `elasticache.${engine}.databaseSavingsPlan${term}`,
  });
  const hours = count * HOURS_PER_MONTH;
  const component = `${count > 1 ? `${count} x ` : ""}${nodeType}, ${engine}, ${label}`;
  if (!givenReservation(sheet, component, onDemand, hours)) {
    const isMicro = ["cache.t3.micro", "cache.t4g.micro"].includes(nodeType);
    sheet.fixed(component, { ...onDemand, service: service(onDemand.service) }, hours, {
      ...(isMicro && { allowance: "cacheMicro" }),
    });
  }
  supportLine(sheet, nodes, hours);
}

/** Redis OSS 4 and 5 are in extended support since 2026-02: a fraction of the node's price on top. */
function supportLine(sheet: Sheet, { engine, version, nodeType }: Nodes, hours: number): void {
  const major = parseInt(version ?? "", 10);
  if (engine !== "redis" || !(major < SUPPORTED_REDIS)) return;
  const rule = sheet.context.rates.rule({
    service: "elasticache.extendedSupport",
    item: "redisOSS.year1and2",
  });
  sheet.fixed(
    `Extended support of Redis OSS ${version}`,
    { service: "elasticache.redis", item: nodeType },
    hours,
    {
      factor: Number(rule.value),
      unverified: rule.unverified,
      assumption: `${rule.value} of the node's price (${rule.source} ${rule.asOf})`,
    },
  );
}

function snapshotLine(sheet: Sheet): void {
  if ((sheet.inputs.number("snapshotRetentionLimit") ?? 0) === 0) return;
  const stored = sheet.given("snapshot_storage_size_gb");
  sheet.usageIfAny("Snapshots", { service: "elasticache.backup", item: "snapshot" }, stored);
}

function serverless(sheet: Sheet): void {
  const engine = sheet.inputs.needText("engine");
  const least = SERVERLESS_LEAST_GB[engine] ?? 1;
  const item = (part: string) => ({
    service: "elasticache.serverless",
    item: `${engine}.serverless.${part}`,
  });
  const stored = sheet.amount("storage_gb", amount(least, `${least} GB, the least that is billed (default)`));
  sheet.usage("Data stored", item("storage"), scaled(stored, HOURS_PER_MONTH, "every hour of the month"));
  const perRequest = scaled(
    sheet.context.traffic.allRequests,
    MEMORY_KB_PER_REQUEST,
    `${MEMORY_KB_PER_REQUEST} KB read or written each (default)`,
  );
  sheet.usage("Processing units", item("ecpu"), sheet.amount("monthly_ecpus", perRequest));
}
