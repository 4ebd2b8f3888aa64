import type { Settings, Tier } from "../../settings/schema";
import type { DeployedResource } from "../deployed";
import { askedName, dataHomeName, latchName, parts, recordName, type Latch, type Part } from "./memory";

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
  return [
    ...parts.map((part) => stash(latchName(part), latch(part))),
    stash(askedName, { want: at, serial: 1, everBox: at === "box" }),
    stash(recordName, { built: { [tier]: 1 }, retired: {}, removed: {} }),
    { type: "pulumi-nodejs:dynamic/ladder:DataHome", name: dataHomeName, outputs: { at } },
  ];
}

function stash(name: string, output: unknown): DeployedResource {
  return { type: "pulumi:index:Stash", name, outputs: { output } };
}
