import { createBeanstalkTier } from "./beanstalk";
import { createComposeTier } from "./compose";
import type { TierArgs, TierResult } from "./contract";
import { createFargateTier } from "./fargate";

/** Builds one tier. Registering a tier is one case here; the compiler refuses a tier without one. */
export function createTier(args: TierArgs): TierResult {
  const { tier } = args.tier;
  switch (tier) {
    case "compose":
      return createComposeTier(args);
    case "beanstalk":
      return createBeanstalkTier(args);
    case "fargate":
      return createFargateTier(args);
    default:
      return unknownTier(tier);
  }
}

function unknownTier(tier: never): never {
  throw new Error(`no such tier: ${String(tier)}`);
}
