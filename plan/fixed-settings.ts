import { type Problem, SettingsError } from "../settings/problems";
import type { Deployed } from "./deployed";
import type { Plan } from "./types";

/** Throws SettingsError when the settings ask a deployed stack for what it cannot do. */
export function refuseFixedSettings(plan: Plan, deployed: Deployed): void {
  const problems = fixedSettingProblems(plan, deployed);
  if (problems.length > 0) throw new SettingsError(problems);
}

/**
 * Changes that a deployed stack cannot make: AWS would refuse them halfway, or protected things be replaced. Known only
 * where the engine tells what is deployed.
 */
function fixedSettingProblems(plan: Plan, deployed: Deployed): readonly Problem[] {
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
    ...downgraded(deployed.databaseMajor, plan.rds?.majorVersion),
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

function downgraded(before: number | undefined, now: string | undefined): readonly Problem[] {
  if (before === undefined || now === undefined || Number(now) >= before) return [];
  return [
    {
      path: "box.postgres",
      problem: "RDS does not go back to an older major version",
      got: now,
      allowed: `${before} or newer`,
      hint: "put it back",
    },
  ];
}
