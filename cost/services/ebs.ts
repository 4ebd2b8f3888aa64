import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import type { Resource } from "../types";
import { amount, type Amount, grouped } from "../usage/amount";
import { diskLines } from "./storage";
import { taggedGb } from "./tagged-volumes";

const VOLUME = "aws:ebs/volume:Volume";
const USED = 0.5;
const DAILY_CHANGE = 0.03;

export const ebs: PricerTable = {
  [VOLUME]: volume,
  "aws:ebs/snapshot:Snapshot": (sheet) => snapshot(sheet, "volumeId"),
  "aws:ebs/snapshotCopy:SnapshotCopy": (sheet) => snapshot(sheet, "sourceSnapshotId"),
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": lifecyclePolicy,
};

function volume(sheet: Sheet): void {
  const { inputs } = sheet;
  diskLines(sheet, {
    name: "Volume",
    volumeType: inputs.text("type") ?? "gp2",
    sizeGb: inputs.number("size") ?? snapshotSize(sheet),
    iops: inputs.number("iops"),
    throughput: inputs.number("throughput"),
  });
}

function snapshotSize(sheet: Sheet): number {
  throw new MissingInput(
    sheet.inputs.has("snapshotId") ? "size is that of a snapshot, not given here" : "size is not given",
  );
}

function snapshot(sheet: Sheet, source: string): void {
  const archived = sheet.inputs.text("storageTier") === "archive";
  const key = { service: "ebs", item: archived ? "snapshot.archive" : "snapshot.standard" };
  const given = sheet.given("storage_gb");
  sheet.usage("Snapshot", key, given ?? usedShare(sheet, sheet.referenced(source, VOLUME)));
}

function usedShare(sheet: Sheet, volumes: readonly Resource[]): Amount {
  const gb = volumes.reduce((sum, found) => sum + (sheet.inputsOf(found).number("size") ?? 0), 0);
  if (gb === 0)
    throw new MissingInput("the size of the volume is not known; give storage_gb in a usage file");
  return amount(gb * USED, `${USED * 100} % of ${gb} GB is in use (default)`);
}

/** Snapshots hold changed blocks only: one full copy of what is in use, then the changes of each further day. */
function lifecyclePolicy(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.text("state") === "DISABLED") return sheet.free("the policy is disabled");
  const details = inputs.block("policyDetails");
  const gb = taggedGb(sheet, tagsOf(sheet));
  const kept = (details?.blocks("schedules") ?? []).map(keptOf).reduce((sum, count) => sum + count, 0);
  const given = sheet.given("storage_gb");
  const key = { service: "ebs", item: "snapshot.standard" };
  sheet.usage("Snapshots of the data", key, given ?? changedBlocks(gb, kept));
}

function keptOf(schedule: ReturnType<Sheet["inputs"]["blocks"]>[number]): number {
  return schedule.block("retainRule")?.number("count") ?? 1;
}

function changedBlocks(gb: number, kept: number): Amount {
  if (gb === 0) {
    throw new MissingInput(
      "no volume among the resources carries the policy's tags; give storage_gb in a usage file",
    );
  }
  const copies = Math.max(0, kept - 1);
  const how =
    `${kept} kept: ${USED * 100} % of ${grouped(gb)} GB in use, ` +
    `then ${DAILY_CHANGE * 100} % changed for each of ${copies} further copies (default)`;
  return amount(kept === 0 ? 0 : gb * USED + gb * DAILY_CHANGE * copies, how);
}

function tagsOf(sheet: Sheet): Readonly<Record<string, unknown>> {
  const details: unknown = sheet.resource.inputs["policyDetails"];
  const block = (Array.isArray(details) ? details[0] : details) as
    { targetTags?: Record<string, unknown> } | undefined;
  return block?.targetTags ?? {};
}
