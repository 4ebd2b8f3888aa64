import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { Declared } from "./declared";
import { isBuilt, type Memory } from "./memory";

/**
 * Files of volumes do not move: an app would start on empty folders. Refused until the app allows it. A tier that was
 * finished before has its files, so going back to it is not asked about.
 */
export function refusedFiles(
  { tier, apps }: Settings,
  { kept }: Pick<Declared, "kept">,
  memory: Memory,
  stack: string,
): readonly Problem[] {
  if (isBuilt(tier, memory)) return [];
  const from = kept.find((part) => part !== "rds" && isBuilt(part, memory) && keptOn(part) !== keptOn(tier));
  if (from === undefined) return [];
  return apps.flatMap(({ name, volumes, leaveFiles }, index) =>
    volumes.length === 0 || leaveFiles
      ? []
      : [
          {
            path: `apps[${index}].volumes`,
            problem: `the files of ${name} are ${where(from)} and do not move to ${tier}, so it would start without them`,
            got: volumes.map((volume) => volume.name).join(", "),
            hint: `to start it with empty volumes, and keep the old ones ${where(from)}: ${configCommand(stack, `set --path 'ladder:apps[${index}].leaveFiles' true`)}`,
          },
        ],
  );
}

/** Managed tiers share a file system. */
function keptOn(part: string): "box" | "efs" {
  return part === "compose" ? "box" : "efs";
}

function where(part: string): string {
  return part === "compose" ? "on the box" : "on EFS";
}
