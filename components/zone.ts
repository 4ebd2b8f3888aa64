import * as pulumi from "@pulumi/pulumi";
import * as route53 from "@pulumi/aws/route53";
import type { TierPlan } from "../plan/stack-plan-types";
import type { DnsPlan } from "../plan/types";
import { tags } from "./tags";

export interface Zone {
  readonly id: pulumi.Output<string>;
  /** To be entered at the registrar when the stack made the zone. */
  readonly nameServers?: pulumi.Output<string[]>;
}

/** STATEFUL: the domain's zone; a new one would have other name servers. Undefined without a domain. */
export function createZone(stack: string, dns: DnsPlan): Zone | undefined {
  if (dns.zone === "none" || dns.domain === undefined) return undefined;
  if (dns.zoneId !== undefined) return { id: pulumi.output(dns.zoneId) };
  const zone = new route53.Zone(
    "zone",
    { name: dns.domain, comment: `Ladder stack ${stack}`, forceDestroy: false, tags: tags(stack, "zone") },
    { protect: true },
  );
  return { id: zone.zoneId, nameServers: zone.nameServers };
}

/** How long resolvers keep an answer, in seconds: short, because a switch of tiers is a change of weights. */
const timeToLive = 60;

/** Where a tier answers. */
export type Target =
  | { readonly kind: "address"; readonly address: pulumi.Output<string> }
  | {
      readonly kind: "alias";
      /** DNS name of the load balancer, environment or distribution. */
      readonly name: pulumi.Output<string>;
      /** Zone that AWS keeps that name in. */
      readonly zoneId: pulumi.Input<string>;
    };

/** A tier as its records know it. */
export interface PlacedTier extends TierPlan {
  /** Takes the records out while it is unhealthy. */
  readonly healthCheckId?: pulumi.Output<string>;
}

/** `after`: what must serve before names point at it. Weighted from the start: Route 53 cannot turn a simple record into a weighted one in place. */
export function createRecords(
  zone: Zone,
  hosts: readonly string[],
  tier: PlacedTier,
  target: Target,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  return hosts.map(
    (host) =>
      new route53.Record(
        `${tier.tier}-${host}`,
        {
          zoneId: zone.id,
          name: host,
          type: "A",
          ...answer(target),
          setIdentifier: tier.tier,
          weightedRoutingPolicies: [{ weight: tier.weight }],
          healthCheckId: tier.healthCheckId,
        },
        { parent, dependsOn: [...after] },
      ),
  );
}

/** On a load balancer that apps share, one broken app would take the records of all out of DNS. */
function answer(target: Target) {
  if (target.kind === "address") return { ttl: timeToLive, records: [target.address] };
  return { aliases: [{ name: target.name, zoneId: target.zoneId, evaluateTargetHealth: false }] };
}
