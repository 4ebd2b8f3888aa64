import type { Settings } from "../settings/schema";

/** GB of gp3. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const largestStorageGb = 65_536;

/**
 * The least limit that RDS takes for the growth of a storage: 110 % of it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
export function leastLimitGb(storageGb: number): number {
  return Math.ceil((storageGb * 110) / 100);
}

/** How far RDS may grow its storage; undefined when its largest volume leaves no room for that. */
export function storageLimitGb({ storageGb, maxStorageGb }: Settings["rds"]): number | undefined {
  const least = leastLimitGb(storageGb);
  return least > largestStorageGb ? undefined : Math.max(maxStorageGb, least);
}
