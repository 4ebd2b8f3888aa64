import type { BoxAnswer, RolledBack } from "../../box/run-command/apply-version";

export function failedApply({ error, log = "" }: BoxAnswer): string {
  const lines =
    log.trim() === ""
      ? []
      : [
          "The end of its log:",
          ...log
            .trim()
            .split("\n")
            .map((line) => `  ${line}`),
        ];
  return [
    `The box did not take the change: ${error ?? "it gave no reason"}`,
    "What it served before serves on. The next `pulumi up` tries again.",
    ...lines,
  ].join("\n");
}

/** The update succeeded, and yet not everything of it runs. */
export function rolledBackWarning(app: string, { from, to, since }: RolledBack): string {
  return [
    `Warning: ${app} does not run what this update says. It was rolled back from ${from} to ${to} at ${since}`,
    `and stays there until its image or settings change, or until: npm run box -- rollback ${app} --undo`,
  ].join("\n");
}

/** Where waiting for the box stands when Systems Manager hears nothing of it. */
export const notOnline = "its agent is not online";

/** Somebody may have stopped or removed it beside Pulumi, which does not look by itself. */
const whereIsIt =
  "See whether its instance runs: start it when it was stopped; when it is gone, `pulumi refresh` and then `pulumi up` make another, and the data volume stays.";

/** `state`: where the waiting stood; `said`: what the box said last, if anything. */
export function outOfTime(seconds: number, state: string, said: string): string {
  return [
    `The box did not take the change within ${spell(seconds)}: ${state}${said && `. It said: ${said}`}`,
    ...(state === notOnline ? [whereIsIt] : []),
    "It goes on by itself, and the next `pulumi up` waits for it again. `ladder:box.applyTimeoutMinutes` sets the limit.",
  ].join("\n");
}

/** `1 min 30 s`. */
export function spell(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** A bundle's version as people read it. */
export function shortVersion(version: string): string {
  return version.slice(0, 12);
}
