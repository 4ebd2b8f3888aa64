import { type Tier, tierNames } from "../../settings/schema";
import type { DeployedResource } from "../deployed";

/** Percent of the visitors that the stack's records send to a tier. */
export type Shares = Readonly<Partial<Record<Tier, number>>>;

/** By the weights of the deployed records; empty where the stack sets none. */
export function sharesIn(resources: readonly DeployedResource[]): Shares {
  const records = resources.filter(({ type }) => type === "aws:route53/record:Record");
  const found = tierNames.flatMap((tier) => {
    const weight = weightOf(records.find(({ outputs }) => outputs["setIdentifier"] === tier));
    return weight === undefined ? [] : [[tier, weight] as const];
  });
  return Object.fromEntries(found);
}

/** `compose 90 %, fargate 10 %`, without those that get nobody. */
export function sharesText(shares: Shares): string {
  return tierNames
    .flatMap((tier) => ((shares[tier] ?? 0) > 0 ? [`${tier} ${String(shares[tier])} %`] : []))
    .join(", ");
}

/** Whether more than one tier has visitors. */
export function isSplit(shares: Shares): boolean {
  return Object.values(shares).filter((share) => share > 0).length > 1;
}

function weightOf(record: DeployedResource | undefined): number | undefined {
  const policies: unknown = record?.outputs["weightedRoutingPolicies"];
  const [policy] = Array.isArray(policies) ? (policies as readonly unknown[]) : [];
  const weight =
    typeof policy === "object" && policy !== null ? (policy as { weight?: unknown }).weight : undefined;
  return typeof weight === "number" ? weight : undefined;
}
