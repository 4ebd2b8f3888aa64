import type { Tier } from "../../settings/schema";
import type { DeployedResource } from "../deployed";
import { pointer } from "../dns";

/** Records that point at a deployed tier, to be set by hand, one line each; none while nothing of it answers. */
export function handRecords(
  tier: Tier,
  hosts: readonly string[],
  resources: readonly DeployedResource[],
  domain?: string,
): readonly string[] {
  return hosts.flatMap((host) => {
    const { type, value } = targetOf(tier, host, resources);
    return typeof value === "string" && value !== "" ? [pointer(host, type, value, domain)] : [];
  });
}

interface Target {
  readonly type: "A" | "CNAME";
  readonly value: unknown;
}

function targetOf(tier: Tier, host: string, resources: readonly DeployedResource[]): Target {
  const outputs = (type: string, name?: string) =>
    resources.find((one) => one.type === type && (name ?? one.name) === one.name)?.outputs;
  const environment = "aws:elasticbeanstalk/environment:Environment";
  switch (tier) {
    case "compose":
      return { type: "A", value: outputs("aws:ec2/eip:Eip", "address")?.["publicIp"] };
    case "beanstalk": {
      const single = outputs(environment, "single");
      return single
        ? { type: "A", value: single["endpointUrl"] }
        : { type: "CNAME", value: outputs(environment, "balanced")?.["cname"] };
    }
    case "fargate": {
      const site = resources.find(
        ({ type, outputs: { aliases } }) => isDistribution(type) && names(aliases, host),
      );
      const balancer = outputs("aws:lb/loadBalancer:LoadBalancer");
      return { type: "CNAME", value: site ? site.outputs["domainName"] : balancer?.["dnsName"] };
    }
    default:
      return tier satisfies never;
  }
}

function isDistribution(type: string): boolean {
  return type === "aws:cloudfront/distribution:Distribution";
}

function names(aliases: unknown, host: string): boolean {
  return Array.isArray(aliases) && aliases.includes(host);
}
