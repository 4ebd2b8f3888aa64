import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Answer, answerSchema } from "./answer";

/** AWS renews the figures up to three times a day. */
export const keptHours = 8;
const hour = 3_600_000;

/** File of the answer for a month and a profile. Every stack of the account reads it. */
export function answerFile(month: string, profile: string | undefined): string {
  const { XDG_CACHE_HOME, AWS_PROFILE } = process.env;
  const folder = join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "ladder", "spend");
  return join(folder, `${encodeURIComponent(profile ?? AWS_PROFILE ?? "default")}-${month}.json`);
}

/** The kept answer while it is new enough; one that cannot be read is none. */
export function keptAnswer(file: string, now: Date): Answer | undefined {
  try {
    const answer = answerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const age = now.getTime() - Date.parse(answer.asked);
    return age >= 0 && age < keptHours * hour ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Readable by the user alone: it says what the account costs. */
export function keepAnswer(file: string, answer: Answer): void {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(answer)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
