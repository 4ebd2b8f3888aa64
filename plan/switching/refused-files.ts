import type { Problem } from "../../settings/problems";
import type { Settings, Tier } from "../../settings/schema";
import type { Declared } from "./declared";
import type { Memory } from "./memory";

/**
 * Files of volumes do not move: an app would start on empty folders. Refused until the app allows it. A tier that was
 * finished before has its files, so going back to it is not asked about.
 */
export function refusedFiles(
  { tier, apps }: Settings,
  { kept }: Pick<Declared, "kept">,
  { record, latches }: Memory,
): readonly Problem[] {
  const built = (one: Tier) => record.built[one] !== undefined && record.built[one] === latches[one].serial;
  if (built(tier)) return [];
  const from = kept.find((part) => part !== "rds" && built(part) && keptOn(part) !== keptOn(tier));
  if (from === undefined) return [];
  return apps.flatMap(({ name, volumes, leaveFiles }, index) =>
    volumes.length === 0 || leaveFiles
      ? []
      : [
          {
            path: `apps[${index}].volumes`,
            problem: `the files of ${name} are ${where(from)} and do not move to ${tier}, so it would start without them`,
            got: volumes.map((volume) => volume.name).join(", "),
            hint: `to start it with empty volumes, and keep the old ones ${where(from)}: pulumi config set --path 'ladder:apps[${index}].leaveFiles' true`,
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
