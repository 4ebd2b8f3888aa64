import type { Problem } from "../settings/problems";
import type { Deployed } from "./deployed";
import { leastLimitGb } from "./storage-limit";
import type { Plan } from "./types";

/**
 * Changes that a deployed stack cannot make: AWS would refuse them halfway, or protected things be replaced. Known only
 * where the engine tells what is deployed.
 */
export function fixedSettingProblems(plan: Plan, deployed: Deployed): readonly Problem[] {
  return [
    ...withoutMemory(plan, deployed),
    ...moved(
      "aws:region",
      deployed.region,
      plan.region,
      "another region is another stack: pulumi stack init",
    ),
    ...moved("network.cidr", deployed.vpcCidr, plan.network.vpcCidr, "the network is protected; put it back"),
    ...leftZone(plan, deployed.zone),
    ...shrunk("box.dataGb", deployed.dataGb, plan.box.dataGb),
    ...shrunk("box.rootGb", deployed.rootGb, plan.box.rootGb),
    ...smallerDatabase(plan, deployed),
  ];
}

function moved(path: string, before: string | undefined, now: string, hint: string): readonly Problem[] {
  if (before === undefined || before === now) return [];
  return [{ path, problem: "cannot change in a deployed stack", got: now, allowed: before, hint }];
}

/** Before stacks remembered what they have, a switch would have taken things for gone: they are written down first. */
function withoutMemory(
  { tier, homes }: Plan,
  { tier: before, database, remembers }: Deployed,
): readonly Problem[] {
  if (before === undefined || remembers) return [];
  const hint = "run pulumi up once with the old value; then change it";
  return [
    ...moved("tier", before, tier, hint),
    ...(tier === before && homes.database !== undefined
      ? moved("database", database, homes.database, hint)
      : []),
  ];
}

/** The stack's own zone holds the records that visitors use; it is given up by hand. */
function leftZone({ dns, stack }: Plan, zone: string | undefined): readonly Problem[] {
  if (zone === undefined || (dns.zone === "create" && dns.domain === zone)) return [];
  const kept = dns.domain === zone;
  return [
    {
      path: kept ? "zoneId" : "domain",
      problem: `the stack has its own zone of ${zone}`,
      got: (kept ? dns.zoneId : dns.domain) ?? "nothing",
      allowed: kept ? "no zoneId" : zone,
      hint: `to leave that zone: pulumi state delete --target-dependents its URN -s ${stack}; see docs/operate.md`,
    },
  ];
}

function shrunk(path: string, before: number | undefined, now: number): readonly Problem[] {
  if (before === undefined || now >= before) return [];
  return [
    {
      path,
      problem: "a volume cannot shrink",
      got: String(now),
      allowed: `at least ${before}`,
      hint: "put it back",
    },
  ];
}

/**
 * With a limit to grow to, the provider leaves a storage that is larger than the setting alone, whoever made it so; a limit
 * below 110 % of it is refused by AWS. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
function smallerDatabase({ rds }: Plan, { storageGb, maxStorageGb }: Deployed): readonly Problem[] {
  if (!rds || storageGb === undefined) return [];
  if (rds.maxStorageGb === undefined) return shrunk("rds.storageGb", storageGb, rds.storageGb);
  const least = leastLimitGb(storageGb);
  // An unchanged limit is not sent to AWS; 0: there was none.
  const unchanged = maxStorageGb === undefined || maxStorageGb === 0 ? least : maxStorageGb;
  if (rds.maxStorageGb >= Math.min(least, unchanged)) return [];
  return [
    {
      path: "rds.maxStorageGb",
      problem: `RDS has ${storageGb} GB by now, and takes no limit below 110 % of them`,
      got: String(rds.maxStorageGb),
      allowed: `at least ${least}`,
      hint: "raise it; storage never shrinks",
    },
  ];
}
