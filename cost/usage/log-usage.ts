import type { UsageFile } from "./usage-file";

/** A segment of the log a minute, the most that a small server writes: 60 x 24 x 365 / 12. */
const segments = 43_800;
/** Requests of a month that every bucket is assumed to have, see services/s3.ts. */
const otherWrites = 1000;
const otherReads = 10_000;
const otherGb = 1;
/** A day's, compressed: a copy of the server's files, and segments of 30 KB; what is pruned stays for 30 days more. */
const baseGb = 0.1;
const logGb = 0.04;
const oldVersionDays = 30;

/** What point-in-time recovery of the box's databases writes to the backup bucket; undefined when it is off. */
export function logUsage({
  pointInTimeDays: days,
}: {
  readonly pointInTimeDays: number;
}): UsageFile | undefined {
  if (days === 0) return undefined;
  const standard = {
    storage_gb: otherGb + (baseGb + logGb) * (days + oldVersionDays),
    monthly_tier_1_requests: otherWrites + segments,
    // Each segment is read back.
    monthly_tier_2_requests: otherReads + segments,
  };
  return {
    name: "backups.pointInTimeDays, databases of some 400 MB that are written to every minute",
    entries: new Map([["aws:s3/bucket:Bucket::backups", { standard }]]),
  };
}
