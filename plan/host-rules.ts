import { createHash } from "node:crypto";
import type { HostRule } from "./fargate-types";
import type { AppPlan } from "./types";

/** Values of one rule, rules of one load balancer, and the range of priorities. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const hostLimits = {
  hostsPerRule: 5,
  rulesPerLoadBalancer: 100,
  priorities: 50_000,
  /** Characters. ELB API, RuleCondition */
  hostLength: 128,
} as const;

/**
 * Rules of the load balancer that send an app's hosts to it, and those that redirect to the first of them. A priority
 * follows from the app's name, so adding or removing an app moves no other; hosts are disjoint, so the order means nothing.
 * When two fall on one number, the app that is written down later gets another.
 */
export function hostRules(apps: readonly AppPlan[]): readonly HostRule[] {
  const taken = new Set<number>();
  return apps.flatMap(({ name, hosts, redirectHosts }) => [
    ...groupsOf(hosts).map((group, index) => ({
      ...{ app: name, index, hosts: group },
      priority: freePriority(`${name}/${index}`, taken),
    })),
    ...groupsOf(redirectHosts).map((group, index) => ({
      ...{ app: name, index, redirectTo: hosts[0], hosts: group },
      priority: freePriority(`${name}/redirect/${index}`, taken),
    })),
  ]);
}

function groupsOf(hosts: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(hosts.length / hostLimits.hostsPerRule);
  return Array.from({ length: count }, (_, index) =>
    hosts.slice(index * hostLimits.hostsPerRule, (index + 1) * hostLimits.hostsPerRule),
  );
}

function freePriority(key: string, taken: Set<number>): number {
  for (let attempt = 0; ; attempt += 1) {
    const hash = createHash("sha256").update(`${key}/${attempt}`).digest();
    const priority = 1 + (hash.readUInt32BE() % hostLimits.priorities);
    if (taken.has(priority)) continue;
    taken.add(priority);
    return priority;
  }
}
