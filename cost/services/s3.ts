import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

const service = "s3";
const LIFECYCLES = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
const STORED_GB = 1;
const WRITES = 1000;
const READS = 10_000;

interface StorageClass {
  /** Group of a usage file. */
  readonly group: string;
  readonly storage: string;
  readonly requests: string;
  readonly retrieval?: string;
}

const CLASSES: Readonly<Record<string, StorageClass>> = {
  STANDARD_IA: {
    group: "standard_infrequent_access",
    storage: "standardIA",
    requests: ".IA",
    retrieval: "retrieval.standardIA",
  },
  ONEZONE_IA: {
    group: "one_zone_infrequent_access",
    storage: "oneZoneIA",
    requests: ".IA",
    retrieval: "retrieval.oneZoneIA",
  },
  GLACIER: { group: "glacier_flexible_retrieval", storage: "glacierFlexible", requests: ".glacier" },
  GLACIER_IR: { group: "glacier_instant_retrieval", storage: "glacierInstant", requests: ".glacierInstant" },
  DEEP_ARCHIVE: { group: "glacier_deep_archive", storage: "glacierDeepArchive", requests: ".deepArchive" },
};

export const s3: PricerTable = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
};

function bucket(sheet: Sheet): void {
  standardLines(sheet);
  intelligentLines(sheet);
  const used = new Set(lifecycleClasses(sheet));
  for (const [name, storageClass] of Object.entries(CLASSES)) classLines(sheet, storageClass, used.has(name));
}

function standardLines(sheet: Sheet): void {
  const stored = sheet.amount("standard.storage_gb", amount(STORED_GB, `${STORED_GB} GB stored (default)`));
  sheet.tiered("Storage", { service, item: "standard" }, stored, { allowance: "s3Standard" });
  const writes = amount(WRITES, "1,000 writes and lists a month (default)");
  const reads = amount(READS, "10,000 reads a month (default)");
  sheet.usage(
    "Writes and lists",
    { service, item: "requests.put" },
    sheet.amount("standard.monthly_tier_1_requests", writes),
  );
  sheet.usage(
    "Reads",
    { service, item: "requests.get" },
    sheet.amount("standard.monthly_tier_2_requests", reads),
  );
}

function intelligentLines(sheet: Sheet): void {
  const group = "intelligent_tiering";
  const frequent = sheet.given(`${group}.frequent_access_storage_gb`);
  if (frequent)
    sheet.tiered("Storage, frequent access", { service, item: "intelligentTiering.frequent" }, frequent);
  const add = (component: string, attribute: string, item: string) =>
    sheet.usageIfAny(component, { service, item }, sheet.given(`${group}.${attribute}`));
  add("Storage, infrequent access", "infrequent_access_storage_gb", "intelligentTiering.infrequent");
  add("Storage, archive instant", "archive_instant_access_storage_gb", "intelligentTiering.archiveInstant");
  add("Objects watched", "monitored_objects", "intelligentTiering.monitoring");
}

/** A class that a lifecycle rule moves objects to is shown even when the usage file says nothing about it. */
function classLines(
  sheet: Sheet,
  { group, storage, requests, retrieval }: StorageClass,
  used: boolean,
): void {
  const stored = sheet.given(`${group}.storage_gb`);
  if (stored === undefined && !used) return;
  const none = amount(0, `a lifecycle rule moves objects here; how much is not known: 0 GB (default)`);
  sheet.usage(`Storage, ${group.replaceAll("_", " ")}`, { service, item: storage }, stored ?? none);
  const add = (component: string, attribute: string, item: string) =>
    sheet.usageIfAny(component, { service, item }, sheet.given(`${group}.${attribute}`));
  add("Writes and lists", "monthly_tier_1_requests", `requests.put${requests}`);
  add("Reads", "monthly_tier_2_requests", `requests.get${requests}`);
  if (retrieval !== undefined) add("Retrieval", "monthly_data_retrieval_gb", retrieval);
}

function lifecycleClasses(sheet: Sheet): string[] {
  const configured = LIFECYCLES.flatMap((type) => sheet.referrers(type)).map((found) =>
    sheet.inputsOf(found),
  );
  const inline = sheet.inputs.has("lifecycleRules") ? sheet.inputs.blocks("lifecycleRules") : [];
  const rules = [...configured.flatMap((inputs) => inputs.blocks("rules")), ...inline];
  const transitions = rules.flatMap((rule) => [
    ...rule.blocks("transitions"),
    ...rule.blocks("noncurrentVersionTransitions"),
  ]);
  const names = transitions.map((transition) => transition.needText("storageClass"));
  const strange = names.find((name) => !(name in CLASSES) && name !== "INTELLIGENT_TIERING");
  if (strange !== undefined) throw new MissingInput(`no price for the storage class ${strange}`);
  return names;
}
