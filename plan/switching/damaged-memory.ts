import { z } from "zod";
import { tierNames } from "../../settings/schema";
import { StateError } from "../../settings/state-error";
import type { DeployedResource, DeployedStack } from "../deployed";
import {
  type Asked,
  askedName,
  dataHomeName,
  holders,
  type Latch,
  latchName,
  type LastSuccess,
  type Memory,
  type Part,
  parts,
  recordName,
  runnerTypes,
  type Running,
  workersName,
} from "./memory";

const serial = z.int().nonnegative();
const serials = z.partialRecord(z.enum(parts), serial);
const latch: z.ZodType<Latch> = z.looseObject({ value: z.enum(["no", "yes", "retiring"]), serial });
const running: z.ZodType<Running> = z.looseObject({ tiers: z.array(z.enum(tierNames)), serial });
const record: z.ZodType<LastSuccess> = z.looseObject({
  built: serials,
  retired: serials,
  removed: serials,
  workers: running.optional(),
  databases: z.array(z.string()).optional(),
  cachePasswords: z.record(z.string(), z.int().positive()).optional(),
});
const asked: z.ZodType<Asked> = z.looseObject({
  want: z.enum(["box", "rds", "stay"]),
  serial,
  everBox: z.boolean(),
});
const place: z.ZodType<Memory["dataAt"]> = z.enum(["box", "rds"]).optional();

const managed = parts.filter((part) => part !== "compose");

/** What each Stash that remembers holds, by its name. */
const stashes = new Map<string, z.ZodType>([
  ...parts.map((part) => [latchName(part), latch] as const),
  [askedName, asked],
  [recordName, record],
  [workersName, running],
]);

/**
 * Throws StateError when what earlier updates wrote down is not what any update writes: a thing that is taken for gone
 * would be deleted. A newer version's tiers count, too.
 */
export function refuseDamagedMemory({ outputs, resources }: DeployedStack): void {
  check("the output tier", outputs["tier"], z.enum(tierNames).optional());
  for (const { type, name, outputs: held } of resources) {
    const shape = type === "pulumi:index:Stash" ? stashes.get(name) : undefined;
    if (shape) check(name, held["output"], shape);
    if (type.endsWith(":DataHome") && name === dataHomeName) {
      check(name, held["at"], place);
      check(name, held["serial"], serial.optional());
    }
  }
  refuseMissing(resources);
}

/**
 * Latches are written before what they guard, and leave the state with the stack alone: without its own a thing that is there
 * would be forgotten. Stacks from before there were any have none at all.
 */
function refuseMissing(resources: readonly DeployedResource[]): void {
  const has = (wanted: string, named?: string) =>
    resources.some(({ type, name }) => type === wanted && (named ?? name) === name);
  const written = new Map(parts.flatMap((part) => writtenLatch(part, resources)));
  if (written.size === 0) return;
  // A server is there for a tier or for itself: a latch that never said yes does not tell of it, so one that is missing did.
  const told = managed.some((part) => (written.get(part) ?? "no") !== "no");
  const there: readonly Part[] = [
    ...tierNames.filter((tier) => has(runnerTypes[tier])),
    ...(has(holders.box.type, holders.box.name) ? (["compose"] as const) : []),
    ...(has(holders.rds.type, holders.rds.name) && !told ? managed.toReversed() : []),
  ];
  const missing = there.find((part) => !written.has(part));
  if (missing !== undefined) throw damaged(`latch-${missing}: it is missing, and what it tells of is there`);
}

/** What it says, under the part that it guards; nothing when it is not there. Its shape is known to be right. */
function writtenLatch(
  part: Part,
  resources: readonly DeployedResource[],
): readonly (readonly [Part, Latch["value"]])[] {
  const found = resources.find(({ type, name }) => type === "pulumi:index:Stash" && name === latchName(part));
  return found ? [[part, (found.outputs["output"] as Latch).value]] : [];
}

function check(name: string, value: unknown, shape: z.ZodType): void {
  const { error } = shape.safeParse(value);
  if (!error) return;
  const [{ path, message } = { path: [], message: "" }] = error.issues;
  throw damaged(`${[name, ...path].join(".")}: ${message}`);
}

function damaged(what: string): StateError {
  return new StateError(
    `What the stack remembers is damaged, or written by another version of Ladder: ${what}. Nothing was touched. Use that version, or put an earlier state back: pulumi stack import.`,
  );
}
