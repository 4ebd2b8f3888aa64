/** One thing wrong with the settings, in words a user can act on. */
export interface Problem {
  /** Where: `apps[2].port`. */
  readonly path: string;
  /** What is wrong. */
  readonly problem: string;
  /** What was found, if anything. */
  readonly got?: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What to do, e.g. the exact command to type. */
  readonly hint?: string;
}

/** Thrown for a user's mistake; carries every problem found. Shown without a stack trace, exit code 1. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.name = "SettingsError";
  }
}

/** `path: problem; got …; allowed …; hint`, one problem a line. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join("\n");
}

function formatProblem({ path, problem, got, allowed, hint }: Problem): string {
  return [
    `${path}: ${problem}`,
    got === undefined ? "" : `got ${got}`,
    allowed === undefined ? "" : `allowed ${allowed}`,
    hint ?? "",
  ]
    .filter(Boolean)
    .join("; ");
}
