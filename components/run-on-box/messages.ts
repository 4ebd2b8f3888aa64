import type { BoxAnswer } from "../../box/run-command/apply-version";

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

/** `state`: where the waiting stood; `said`: what the box said last, if anything. */
export function outOfTime(seconds: number, state: string, said: string): string {
  return [
    `The box did not take the change within ${spell(seconds)}: ${state}${said && `. It said: ${said}`}`,
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
