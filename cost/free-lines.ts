import { type Allowance, type AllowanceName, allowances } from "./allowances";
import { product, roundedQuantity, sumOf } from "./money";
import { grouped } from "./usage/amount";
import type { Rates } from "./rates";
import type { DraftLine } from "./sheet";
import type { CostLine, FreeTier } from "./types";

/** Stands in `resource` and `type` of a line that belongs to the account, not to a resource. */
export const ACCOUNT = "account";

/** What the account need not pay, as negative lines with the rule named. */
export function freeLines(drafts: readonly DraftLine[], freeTier: FreeTier, rates: Rates): CostLine[] {
  const covering = (Object.entries(allowances) as [AllowanceName, Allowance][]).filter(
    ([, { plan }]) => plan === "always" || freeTier === "legacy",
  );
  const byName = byAllowance(drafts);
  const lines = covering.flatMap(([name, allowance]) => covered(allowance, byName.get(name) ?? [], rates));
  if (freeTier !== "credits") return lines;
  const billed = sumOf([...drafts.map(({ line }) => line), ...lines].map(({ monthly }) => monthly));
  return [...lines, ...creditLine(billed, rates)];
}

function byAllowance(drafts: readonly DraftLine[]): ReadonlyMap<string, DraftLine[]> {
  const found = new Map<string, DraftLine[]>();
  for (const draft of drafts) {
    if (draft.allowance === undefined) continue;
    const others = found.get(draft.allowance);
    if (others) others.push(draft);
    else found.set(draft.allowance, [draft]);
  }
  return found;
}

/** Takes the allowance from the lines in their order, one negative line for each price met. */
function covered(allowance: Allowance, drafts: readonly DraftLine[], rates: Rates): CostLine[] {
  if (drafts.length === 0) return [];
  const rule = rates.rule(allowance.rule);
  let left = Number(rule.value) * (allowance.times ?? 1);
  const byRate = new Map<number, { line: CostLine; quantity: number }>();
  for (const { line, size } of drafts) {
    const quantity = Math.min(left / size, line.quantity);
    if (quantity <= 0) continue;
    left -= quantity * size;
    byRate.set(line.rate, { line, quantity: quantity + (byRate.get(line.rate)?.quantity ?? 0) });
  }
  return [...byRate.values()].map(({ line, quantity }) => freeLine(allowance, rule, line, quantity));
}

function freeLine(
  { name, rule }: Allowance,
  { value, unit, source, asOf, unverified }: ReturnType<Rates["rule"]>,
  line: CostLine,
  covered: number,
): CostLine {
  const quantity = roundedQuantity(covered);
  return {
    resource: ACCOUNT,
    urn: "",
    type: ACCOUNT,
    component: `Free: ${name}`,
    quantity: -quantity,
    unit: line.unit,
    rate: line.rate,
    monthly: -product(quantity, line.rate),
    kind: line.kind,
    assumption: `${grouped(Number(value))} ${unit} (${rule.service}); nothing else in the account uses it`,
    priceDate: asOf,
    source,
    ...((unverified === true || line.unverified) && { unverified: true as const }),
  };
}

/** The sign-up credits, spread over the months that the free plan lasts. */
function creditLine(billed: number, rates: Rates): CostLine[] {
  const service = "freeTier.freePlanJuly2025";
  const credits = rates.rule({ service, item: "credits.signUp" });
  const months = rates.rule({ service, item: "durationMonths" });
  const monthly = product(Math.min(Number(credits.value) / Number(months.value), billed), 1);
  if (monthly <= 0) return [];
  return [
    {
      resource: ACCOUNT,
      urn: "",
      type: ACCOUNT,
      component: "Free: sign-up credits",
      quantity: -1,
      unit: "month",
      rate: monthly,
      monthly: -monthly,
      kind: "fixed",
      assumption: `${credits.value} USD (${service}) spread over ${months.value} months, then nothing`,
      priceDate: credits.asOf,
      source: credits.source,
    },
  ];
}
