import type { TierArgs, TierResult } from "./contract";

/** Being built on this branch. */
export function createBeanstalkTier(args: TierArgs): TierResult {
  throw new Error(`the ${args.plan.tier} tier is being built`);
}
