import { Decimal } from "decimal.js";
import { type Allowance, type AllowanceName, allowances } from "./allowances";
import { rounded, sumOf } from "./money";
import type { Rates } from "./rates";
import type { DraftLine } from "./sheet";
import type { CostLine, FreeTier } from "./types";

/** Stands in `resource` and `type` of a line that belongs to the account, not to a resource. */
export const ACCOUNT = "account";

/** What the account need not pay, as negative lines with the rule named. */
export function freeLines(drafts: readonly DraftLine[], freeTier: FreeTier, rates: Rates): CostLine[] {
  const names = Object.keys(allowances) as AllowanceName[];
  const lines = names.flatMap((name) => {
    const allowance: Allowance = allowances[name];
    if (allowance.plan === "legacy" && freeTier !== "legacy") return [];
    return covered(
      allowance,
      drafts.filter((draft) => draft.allowance === name),
      rates,
    );
  });
  if (freeTier !== "credits") return lines;
  const billed = sumOf([...drafts.map(({ line }) => line), ...lines].map(({ monthly }) => monthly));
  return [...lines, ...creditLine(billed, rates)];
}

/** Takes the allowance from the lines in their order, one negative line for each price met. */
function covered(allowance: Allowance, drafts: readonly DraftLine[], rates: Rates): CostLine[] {
  if (drafts.length === 0) return [];
  const rule = rates.rule(allowance.rule);
  let left = new Decimal(rule.value).times(allowance.times ?? 1);
  const lines = new Map<number, CostLine>();
  for (const { line, size } of drafts) {
    const quantity = Decimal.min(left.dividedBy(size), line.quantity);
    if (quantity.lessThanOrEqualTo(0)) continue;
    left = left.minus(quantity.times(size));
    const before = lines.get(line.rate)?.quantity ?? 0;
    lines.set(line.rate, freeLine(allowance, rule, line, quantity.minus(before)));
  }
  return [...lines.values()];
}

function freeLine(
  { name, rule }: Allowance,
  { value, unit, source, asOf, unverified }: ReturnType<Rates["rule"]>,
  line: CostLine,
  quantity: Decimal,
): CostLine {
  return {
    resource: ACCOUNT,
    urn: "",
    type: ACCOUNT,
    component: `Free: ${name}`,
    quantity: rounded(quantity.negated()),
    unit: line.unit,
    rate: line.rate,
    monthly: rounded(quantity.times(line.rate).negated()),
    kind: line.kind,
    assumption: `${value} ${unit} (${rule.service}); nothing else in the account uses it`,
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
  const share = new Decimal(credits.value).dividedBy(months.value);
  const monthly = Decimal.min(share, billed);
  if (monthly.lessThanOrEqualTo(0)) return [];
  return [
    {
      resource: ACCOUNT,
      urn: "",
      type: ACCOUNT,
      component: "Free: sign-up credits",
      quantity: -1,
      unit: "month",
      rate: rounded(monthly),
      monthly: rounded(monthly.negated()),
      kind: "fixed",
      assumption: `${credits.value} USD (${service}) spread over ${months.value} months, then nothing`,
      priceDate: credits.asOf,
      source: credits.source,
    },
  ];
}
