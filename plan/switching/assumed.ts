import type { Settings, Tier } from "../../settings/schema";
import type { DeployedResource } from "../deployed";
import type { Declared } from "./declared";
import {
  askedName,
  dataHomeName,
  latchName,
  type Memory,
  parts,
  recordName,
  runnerTypes,
  type Latch,
  type Part,
  workersName,
} from "./memory";

/**
 * What a stack that finished an update on `tier` remembers, as resources of its state: to show a switch away from it
 * without the stack.
 */
export function assumedResources(tier: Tier, database: Settings["database"]): readonly DeployedResource[] {
  const onRds = tier !== "compose" || database === "rds";
  const there = (part: Part) => part === tier || (part === "rds" && database === "rds");
  const at = onRds ? "rds" : "box";
  const latch = (part: Part): Latch =>
    there(part) ? { value: "yes", serial: 1 } : { value: "no", serial: 0 };
  return written({
    latches: Object.fromEntries(parts.map((part) => [part, latch(part)])) as Memory["latches"],
    asked: { want: at, serial: 1, everBox: at === "box" },
    record: { built: { [tier]: 1 }, retired: {}, removed: {}, workers: { tiers: [tier], serial: 1 } },
    dataAt: at,
    workers: { tiers: [tier], serial: 1 },
    computes: [tier],
  });
}

/** What a stack remembers when an update with these parts has finished. */
export function rememberedAfter(
  { latches, asked, record, dataHome, workers, computes }: Declared,
  { dataAt }: Pick<Memory, "dataAt">,
): readonly DeployedResource[] {
  const at = dataHome === "stay" ? dataAt : dataHome;
  return written({ latches, asked, record, dataAt: at, workers: workers.latch, computes });
}

function written({ latches, asked, record, dataAt, workers, computes }: Memory): readonly DeployedResource[] {
  return [
    ...parts.map((part) => stash(latchName(part), latches[part])),
    stash(askedName, asked),
    stash(workersName, workers),
    stash(recordName, record),
    {
      type: "pulumi-nodejs:dynamic/ladder:DataHome",
      name: dataHomeName,
      outputs: { at: dataAt, serial: asked.serial },
    },
    ...computes.map((tier) => ({ type: runnerTypes[tier], name: tier, outputs: {} })),
  ];
}

function stash(name: string, output: unknown): DeployedResource {
  return { type: "pulumi:index:Stash", name, outputs: { output } };
}
