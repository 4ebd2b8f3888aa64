import { type Tier, tierNames } from "../../settings/schema";
import type { LastSuccess, Memory, Running } from "./memory";

/** What an update does about workers, which may run on one tier only. */
export interface Workers {
  /** To be written before anything else. */
  readonly latch: Running;
  /**
   * Tiers that may run workers and go in this update. Pulumi deletes last, so that until the next update workers start
   * nowhere else.
   */
  readonly heldBy: readonly Tier[];
  /** To be written with the record. */
  readonly after: Running;
}

/** Tiers whose workers may run: those of the last finished update, and of every one since that began to start them. */
export function mayRunWorkers({ workers, record, computes }: Memory): readonly Tier[] {
  const { tiers } = isAbout(record, workers) ? record.workers : workers;
  return tiers.filter((tier) => computes.includes(tier));
}

/** `computes`: what this update declares; all but the serving tier end their workers before others start. */
export function nextWorkers(serving: Tier, computes: readonly Tier[], memory: Memory): Workers {
  const before = mayRunWorkers(memory);
  const heldBy = before.filter((tier) => !computes.includes(tier));
  const start = heldBy.length === 0 ? [serving] : [];
  const during = tierNames.filter((tier) => before.includes(tier) || start.includes(tier));
  const { workers } = memory;
  const latch =
    during.join() === before.join() && workers.tiers.length > 0
      ? workers
      : { tiers: during, serial: workers.serial + 1 };
  return { latch, heldBy, after: { tiers: [...start, ...heldBy], serial: latch.serial } };
}

/** A record that names an older latch knows nothing of what began since. */
function isAbout(
  record: LastSuccess,
  { serial }: Running,
): record is LastSuccess & { readonly workers: Running } {
  return record.workers?.serial === serial;
}
