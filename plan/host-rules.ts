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
 * A deployed rule keeps its own, and no other rule gets one that is deployed: AWS refuses a second rule with it, and Pulumi
 * deletes what is gone last. When two new ones fall on one number, the later name gets another.
 */
export function hostRules(apps: readonly AppPlan[], deployed: Priorities = {}): readonly HostRule[] {
  const taken = new Set(Object.values(deployed));
  const rules = apps.flatMap(unorderedRules);
  const priorities = new Map(
    rules
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ key, rule }) => [key, deployed[ruleName(rule)] ?? freePriority(key, taken)] as const),
  );
  return rules.map(({ key, rule }) => ({ ...rule, priority: priorities.get(key) ?? 0 }));
}

/** Logical name of a rule -> its priority. */
export type Priorities = Readonly<Record<string, number>>;

/** Logical name of a rule. The dot keeps a redirect of `shop` apart from an app called shop-redirect. */
export function ruleName({ app, index, redirectTo }: Omit<HostRule, "priority">): string {
  return redirectTo === undefined ? `${app}-${index}` : `${app}.redirect-${index}`;
}

function unorderedRules({ name, hosts, redirectHosts }: AppPlan) {
  return [
    ...groupsOf(hosts).map((group, index) => ({
      key: `${name}/${index}`,
      rule: { app: name, index, hosts: group },
    })),
    ...groupsOf(redirectHosts).map((group, index) => ({
      key: `${name}/redirect/${index}`,
      rule: { app: name, index, redirectTo: hosts[0], hosts: group },
    })),
  ];
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
