import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Settings, Tier } from "../../settings/schema";
import type { TierPlan } from "../stack-plan-types";
import type { DnsPlan } from "../types";
import { isBuilt, type Memory, wasDeployed } from "./memory";
import { ownCertificates } from "./own-certificates";

type Wish = Pick<Settings, "tier" | "traffic" | "triggers" | "retire">;

type SplitWish = Wish & Pick<Settings, "domain" | "dns" | "beanstalk">;

const all = 100;
/** Minutes in a row that latency or errors must be over their limit: one slow minute is no reason. */
export const alarmMinutes = 5;
/** Requests a minute below which a share of errors says nothing. */
export const fewestRequests = 20;

/**
 * What a tier gets of the visitors. Two tiers share them by the setting; of more, only the serving one gets any. A
 * standby's records stay at weight 0: Route 53 answers with them when the serving tier is unhealthy.
 */
export function share(
  tier: Tier,
  computes: readonly Tier[],
  { tier: serving, traffic }: Wish,
): Omit<TierPlan, "triggers"> {
  const serves = tier === serving;
  const split = computes.length === 2;
  const own = split ? traffic : all;
  return { tier, serves, weight: serves ? own : all - own };
}

/** The triggers that watch a tier: only the serving one, while another stands by, and only where Ladder sets the records. */
export function triggersOf(
  tier: Tier,
  computes: readonly Tier[],
  { tier: serving, triggers }: Wish,
  { records }: Pick<DnsPlan, "records">,
): Settings["triggers"] | undefined {
  return tier === serving && computes.length > 1 && records.length > 0 ? triggers : undefined;
}

/** What the settings ask of a stack that was deployed before; the first `up` has no standby, and 100 is what it gets. */
export function trafficProblems(
  wish: SplitWish,
  computes: readonly Tier[],
  memory: Memory,
  stack: string,
): readonly Problem[] {
  const { tier, traffic, retire } = wish;
  if (traffic === all || !wasDeployed(memory)) return [];
  const standbys = computes.filter((one) => one !== tier);
  const reason = whyNot(wish, standbys, memory);
  if (reason === undefined) return [];
  return [
    {
      path: "traffic",
      problem: reason,
      got: String(traffic),
      allowed: String(all),
      hint:
        standbys.length > 1
          ? `retire one of them first: ${configCommand(stack, `set retire ${retire ?? standbys[0] ?? ""}`)}`
          : configCommand(stack, "rm traffic"),
    },
  ];
}

function whyNot(wish: SplitWish, standbys: readonly Tier[], memory: Memory): string | undefined {
  const { tier, retire, domain, dns, beanstalk } = wish;
  const [standby] = standbys;
  if (standby === undefined) return "no other tier stands by to take the rest";
  if (standbys.length > 1) return `${standbys.join(" and ")} stand by, and the rest can go to one only`;
  if (standby === retire) return `${standby} is being retired and may get no visitors`;
  if (domain === undefined) return "without a domain there are no records to weigh";
  if (dns === "manual") return "records that are set by hand are weighed by hand";
  return ownCertificates(tier, beanstalk.max > 1) && !isBuilt(tier, memory)
    ? `${tier} gets its certificates when names point at it, and with a share of the visitors only it mostly does not`
    : undefined;
}
