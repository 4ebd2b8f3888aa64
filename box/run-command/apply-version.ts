import { onTheBox } from "./on-the-box";

/** Versions as people name them, and when. */
export interface RolledBack {
  readonly from: string;
  readonly to: string;
  readonly since: string;
}

/** What the box says about the version it was asked to apply (apply_version.py). */
export interface BoxAnswer {
  /** Version that was applied last; empty before the first. */
  readonly version: string;
  readonly ok: boolean;
  readonly states: Readonly<Record<string, string>>;
  /** Of all databases of apps on the box; absent where PostgreSQL does not answer. */
  readonly databaseBytes?: number;
  /** Apps that run an earlier version all the same, because somebody rolled them back. */
  readonly rolledBack?: Readonly<Record<string, RolledBack>>;
  /** One sentence, when the wanted version is not applied. */
  readonly error?: string;
  readonly log?: string;
}

/** Lines for AWS-RunShellScript that make the box apply a version and print a BoxAnswer. */
export function applyVersionCommand(version: string): readonly string[] {
  if (!/^[0-9a-f]{64}$/.test(version)) throw new RangeError(`not a bundle's version: ${version}`);
  return onTheBox("apply_version.py", version);
}

/** The answer in what a command printed; undefined when it was cut off or never came. */
export function readAnswer(output: string): BoxAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(output);
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is BoxAnswer {
  return typeof value === "object" && value !== null && "version" in value && "ok" in value;
}
