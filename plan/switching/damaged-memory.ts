import { z } from "zod";
import { tierNames } from "../../settings/schema";
import { StateError } from "../../settings/state-error";
import type { DeployedStack } from "../deployed";
import {
  type Asked,
  askedName,
  dataHomeName,
  type Latch,
  latchName,
  type LastSuccess,
  type Memory,
  parts,
  recordName,
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
}

function check(name: string, value: unknown, shape: z.ZodType): void {
  const { error } = shape.safeParse(value);
  if (!error) return;
  const [{ path, message } = { path: [], message: "" }] = error.issues;
  throw new StateError(
    `What the stack remembers is damaged, or written by another version of Ladder: ${[name, ...path].join(".")}: ${message}. Nothing was touched. Use that version, or put an earlier state back: pulumi stack import.`,
  );
}
