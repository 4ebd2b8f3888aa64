import { HOURS_PER_MONTH, sumOf } from "./money";
import { money } from "./render/format";
import type { CostReview } from "./types";

const hoursPerDay = 24;
/** What stands at the root of the stack for one tier alone. */
const ofBox = /::aws:(ebs\/volume:Volume::data|ec2\/eip:Eip::address)$/;

/**
 * What tiers that stand by cost a day, in US dollars: their compute, and the box's disk and address. Usage follows the
 * visitors, so it is counted for the tier that serves alone. Databases are shared, so they are not in it.
 */
export function standbyCostPerDay({ lines }: Pick<CostReview, "lines">, standbys: readonly string[]): number {
  const owned = lines.filter(
    ({ urn, kind }) => kind === "fixed" && standbys.some((tier) => belongsTo(urn, tier)),
  );
  return (sumOf(owned.map(({ monthly }) => monthly)) * hoursPerDay) / HOURS_PER_MONTH;
}

/** `Kept as standby: compose costs $0.63 a day, which is in the total.`; undefined when nobody stands by. */
export function standbyCostText(
  review: Pick<CostReview, "lines">,
  standbys: readonly string[],
): string | undefined {
  if (standbys.length === 0) return undefined;
  const costs = `${standbys.join(" and ")} ${standbys.length > 1 ? "cost" : "costs"}`;
  const perDay = money(standbyCostPerDay(review, standbys));
  return `Kept as standby: ${costs} $${perDay} a day, which is in the total. \`retire\` ends it.`;
}

/** `urn:…::ladder:tiers:Fargate$aws:ecs/service:Service::shop` is fargate's. */
function belongsTo(urn: string, tier: string): boolean {
  const [, owner] = /::ladder:tiers:(\w+)(?:\$|::)/.exec(urn) ?? [];
  return owner?.toLowerCase() === tier || (tier === "compose" && ofBox.test(urn));
}
