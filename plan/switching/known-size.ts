import { z } from "zod";
import type { DeployedResource } from "../deployed";
import moveRate from "../data/move-rate.json";

/** How much the databases held when the box was asked last. */
export interface KnownSize {
  readonly bytes: number;
  /** A day, as 2026-11-21. */
  readonly asOf: string;
}

/** No volume of EBS holds more: https://docs.aws.amazon.com/ebs/latest/userguide/volume_constraints.html (2026-11-21). */
const mostBytes = 64 * 2 ** 40;

/** What is no size, or has no day, is not shown as one. */
const answer: z.ZodType<KnownSize> = z.object({
  bytes: z.int().positive().max(mostBytes),
  asOf: z.iso.date(),
});

/** What the box said when it was last changed; undefined when it was never asked, or the databases are not on it any more. */
export function knownSize(
  resources: readonly DeployedResource[],
  dataAt: "box" | "rds" | undefined,
): KnownSize | undefined {
  if (dataAt !== "box") return undefined;
  const box = resources.find(({ type }) => type === "pulumi-nodejs:dynamic/ladder:RunOnBox");
  const { databaseBytes: bytes, databaseBytesAsOf: asOf } = box?.outputs ?? {};
  const { success, data } = answer.safeParse({ bytes, asOf });
  return success ? data : undefined;
}

/** How long nobody could write while so much is moved: by the rate that was measured last, on two busy cores. */
export function writeStopSeconds({ bytes }: KnownSize): number {
  return Math.ceil(moveRate.secondsAtAnySize + bytes / moveRate.bytesPerSecond);
}

/** `about 14 seconds: 175 MB on 2026-11-20, at the rate measured on 2026-11-21`. */
export function writeStopText(known: KnownSize): string {
  const size = `${Math.max(1, Math.round(known.bytes / 2 ** 20))} MB on ${known.asOf}`;
  return `about ${writeStopSeconds(known)} seconds: ${size}, at the rate measured on ${moveRate.asOf}`;
}
