import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PriceBook } from "./price-book";
import { PriceError } from "./price-error";
import { parseRules } from "./snapshot-format";
import type { RuleRow } from "./types";

const cache = new WeakMap<PriceBook, readonly RuleRow[]>();

/** All figures that are not prices: free allowances, definitions, discounts. */
export function rulesOf(book: PriceBook): readonly RuleRow[] {
  const known = cache.get(book);
  if (known) return known;
  const rules = parseRules(readFileSync(join(book.dir, "rules.csv"), "utf8"));
  cache.set(book, rules);
  return rules;
}

/** The one rule for a key, e.g. `freeTier.alwaysFree` / `lambda.requests`; throws `PriceError` otherwise. */
export function ruleOf(book: PriceBook, { service, item }: { service: string; item: string }): RuleRow {
  const ofService = rulesOf(book).filter((rule) => rule.service === service);
  const matching = ofService.filter((rule) => rule.item === item);
  const [rule] = matching;
  if (rule && matching.length === 1) return rule;
  const reason = rule ? "more than one rule" : "no rule";
  throw new PriceError(
    `${reason} for ${service} / ${item}; known`,
    ofService.map((known) => known.item),
  );
}
