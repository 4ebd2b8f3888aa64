import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { z } from "zod";
import type { Advice } from "../../cost/advice/advise";
import type { Place } from "../../cost/advice/place";
import type { KeptAdvice, Verdict } from "../../cost/advice/review-line";
import { cachedFile, keepFile } from "../kept-file";

const evidence = z.strictObject({ what: z.string(), used: z.number(), of: z.number() });
const verdict = z.strictObject({
  of: z.enum(["apps", "databases"]),
  now: z.string(),
  kind: z.enum(["stay", "up", "down"]),
  to: z.strictObject({ name: z.string(), change: z.number() }).optional(),
  days: z.int(),
  most: evidence,
});
const schema = z.strictObject({ asked: z.iso.datetime(), verdicts: z.array(verdict) });

/** Of a stack of this folder: another checkout may have one of the same name. */
function adviceFile(stack: string, projectDir: string): string {
  const folder = createHash("sha256").update(realpathSync(projectDir)).digest("hex").slice(0, 12);
  return cachedFile("advise", `${stack}-${folder}`);
}

/** What was said last; none that cannot be read. */
export function keptAdvice(stack: string, projectDir = "."): KeptAdvice | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(adviceFile(stack, projectDir), "utf8")));
  } catch {
    return undefined;
  }
}

export function keepAdvice(stack: string, advice: KeptAdvice, projectDir = "."): void {
  keepFile(adviceFile(stack, projectDir), advice);
}

/** What of an advice is kept; nothing of one that was given without any figure. */
export function verdictOf(
  of: Verdict["of"],
  now: Place,
  { kind, to, evidence: all }: Advice,
  days: number,
): readonly Verdict[] {
  const [most] = all.toSorted((a, b) => b.used / b.of - a.used / a.of);
  if (!most) return [];
  const change = to && { to: { name: to.name, change: to.monthly - now.monthly } };
  return [{ of, now: now.name, kind, ...change, days, most }];
}
