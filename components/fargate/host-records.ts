import type * as pulumi from "@pulumi/pulumi";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import { namedHosts } from "../../plan/certificate";
import type { TierPlan } from "../../plan/stack-plan-types";
import type { AppPlan, Plan } from "../../plan/types";
import { watched } from "../watch/watch-tier";
import { createRecords, type Target, type Zone } from "../zone";
import type { LoadBalancer } from "./load-balancer";

/** Zone of every distribution's name. Route 53 API, AliasTarget */
const cloudFrontZone = "Z2FDTNDATAQYW2";

export interface HostRecordsArgs {
  readonly plan: Plan;
  readonly tier: TierPlan;
  readonly told: readonly pulumi.Output<string>[];
  readonly state: { readonly zone?: Zone };
  readonly balancer?: LoadBalancer;
  /** Of static sites, by app. */
  readonly distributions: Readonly<Record<string, cloudfront.Distribution>>;
}

/** Names of apps point at the load balancer, those of sites at CloudFront; all leave DNS together when the apps do. */
export function createHostRecords(
  args: HostRecordsArgs,
  parent: pulumi.Resource,
  after: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { plan, tier, balancer, distributions } = args;
  const { zone } = args.state;
  if (!zone) return [];
  const web = balancer && ({ kind: "alias", name: balancer.dnsName, zoneId: balancer.zoneId } as const);
  const placed = web ? watched(args, web, parent, balancer.arnSuffix) : tier;
  const point = (some: readonly AppPlan[], target: Target) => {
    const hosts = some.flatMap(namedHosts).filter((host) => plan.dns.records.includes(host));
    return createRecords(zone, hosts, placed, target, parent, after);
  };
  const sites = Object.entries(distributions).flatMap(([site, { domainName }]) =>
    point(
      plan.apps.filter(({ name }) => name === site),
      { kind: "alias", name: domainName, zoneId: cloudFrontZone },
    ),
  );
  const apps = plan.apps.filter((app) => app.kind === "web");
  return [...(web ? point(apps, web) : []), ...sites];
}
