import { readFileSync } from "node:fs";
import { cachedFile, keepFile } from "../kept-file";
import { type Answer, answerSchema } from "./answer";

/** AWS renews the figures up to three times a day. */
export const keptHours = 8;
const hour = 3_600_000;

/** File of the answer for a month and a profile. Every stack of the account reads it. */
export function answerFile(month: string, profile: string | undefined): string {
  const who = profile ?? process.env["AWS_PROFILE"] ?? "default";
  return cachedFile("spend", `${who}-${month}`);
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

export function keepAnswer(file: string, answer: Answer): void {
  keepFile(file, answer);
}
