import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";

/** What is copied off-site is a nightly backup. */
export function offsiteProblems({ backups }: SettingsView): readonly Problem[] {
  if (backups.offsite === undefined || backups.nightly !== 0) return [];
  return [
    {
      path: "backups.nightly",
      problem: "backups.offsite copies nightly backups, and there are none",
      got: "0",
      allowed: "at least 1",
    },
  ];
}
