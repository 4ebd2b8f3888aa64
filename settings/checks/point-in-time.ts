import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";

/** The log goes on from a copy of the server's files, which the nightly backup makes. */
export function pointInTimeProblems({ backups }: SettingsView): readonly Problem[] {
  const { pointInTimeDays, nightly } = backups;
  if (typeof pointInTimeDays !== "number" || pointInTimeDays === 0 || nightly !== 0) return [];
  return [
    {
      path: "backups.nightly",
      problem: "backups.pointInTimeDays goes on from what the nightly backup copies, and there is none",
      got: "0",
      allowed: "at least 1",
    },
  ];
}
