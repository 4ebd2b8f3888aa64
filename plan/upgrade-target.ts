import type { Problem } from "../settings/problems";

/**
 * The newest version of a major one among those that RDS upgrades a server to, or why there is none. A server that has that
 * major version already, because an upgrade outlived its `up`, goes where it is.
 */
export function upgradeTarget(running: string, major: string, targets: readonly string[]): string | Problem {
  const of = (wanted: string) => (version: string) => version.split(".")[0] === wanted;
  if (of(major)(running)) return running;
  const minor = (version: string) => Number(version.split(".")[1] ?? 0);
  const [newest] = targets.filter(of(major)).toSorted((one, other) => minor(other) - minor(one));
  if (newest !== undefined) return newest;
  const majors = [...new Set(targets.map((version) => Number(version.split(".")[0])))].filter(
    (one) => !of(String(one))(running),
  );
  return {
    path: "box.postgres",
    problem: `RDS does not upgrade PostgreSQL ${running} to that major version`,
    got: major,
    allowed: majors.toSorted((a, b) => a - b).join(", ") || `${running.split(".")[0] ?? ""} for now`,
    hint: "go there first, or wait until AWS has installed a newer minor version in the maintenance window",
  };
}
