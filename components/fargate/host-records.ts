import type * as pulumi from "@pulumi/pulumi";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import { namedHosts } from "../../plan/certificate";
import type { TierPlan } from "../../plan/stack-plan-types";
import type { AppPlan, Plan } from "../../plan/types";
import { watched } from "../watch/watch-tier";
import { createRecords, type Zone } from "../zone";
import type { LoadBalancer } from "./load-balancer";

/** Zone of every distribution's name. Route 53 API, AliasTarget */
const cloudFrontZone = "Z2FDTNDATAQYW2";

export interface HostRecordsArgs {
  readonly plan: Plan;
  readonly tier: TierPlan;
  readonly state: { readonly zone?: Zone };
  readonly balancer?: LoadBalancer;
  /** Of static sites, by app. */
  readonly distributions: Readonly<Record<string, cloudfront.Distribution>>;
}

/** Names of apps point at the load balancer, those of sites at CloudFront; all leave DNS together when the apps do. */
export function createHostRecords(args: HostRecordsArgs, parent: pulumi.Resource): void {
  const { plan, tier, balancer, distributions } = args;
  const { zone } = args.state;
  if (!zone) return;
  const records = (some: readonly AppPlan[]) =>
    some.flatMap(namedHosts).filter((host) => plan.dns.records.includes(host));
  const web = balancer && ({ kind: "alias", name: balancer.dnsName, zoneId: balancer.zoneId } as const);
  const placed = web ? watched(args, web, parent, balancer.arnSuffix) : tier;
  const apps = plan.apps.filter((app) => app.kind === "web");
  if (web) createRecords(zone, records(apps), placed, web, parent);
  for (const [name, { domainName }] of Object.entries(distributions)) {
    const sites = plan.apps.filter((app) => app.name === name);
    const target = { kind: "alias", name: domainName, zoneId: cloudFrontZone } as const;
    createRecords(zone, records(sites), placed, target, parent);
  }
}
