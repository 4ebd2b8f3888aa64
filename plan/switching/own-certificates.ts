import type { Tier } from "../../settings/schema";

/** A machine without a load balancer proves by HTTP that names are its own, so that it gets no certificate before they point at it. */
export function ownCertificates(tier: Tier, environmentBalanced: boolean): boolean {
  return tier === "compose" || (tier === "beanstalk" && !environmentBalanced);
}
