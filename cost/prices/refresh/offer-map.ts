import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCsv } from "../csv";
import type { PriceRow } from "../types";

/** Says which row of which AWS offer file is the price of a snapshot item. */
export interface OfferRule {
  readonly service: string;
  readonly item: string;
  /** `each`: once per region; `global`: the same everywhere. */
  readonly scope: "each" | "global";
  readonly unit: string;
  /** AWS's offer code, the folder of the file. */
  readonly offer: string;
  /** Usage type without the region's prefix; must match as a whole. */
  readonly usageType: string;
  /** Empty when the usage type alone is enough. */
  readonly operation: string;
  /** Start of the tier. */
  readonly from: number;
  readonly term: string;
  /** Other columns and the exact value each must have. */
  readonly where: readonly (readonly [column: string, value: string])[];
  /** From AWS's unit to ours, beside the thousand or million the unit itself names. */
  readonly factor: string;
}

const COLUMNS = "service,item,region,unit,offer,usageType,operation,from,term,where,factor";
const EVERY_ITEM = "*";

/** Reads offer-map.csv; a row with the item `*` stands for every item the snapshot has of that service. */
export function loadOfferMap(prices: readonly PriceRow[]): OfferRule[] {
  const [header, ...records] = parseCsv(readFileSync(join(__dirname, "offer-map.csv"), "utf8"));
  if (header?.join() !== COLUMNS) throw new Error(`offer-map.csv: the first line must be ${COLUMNS}`);
  const items = itemsByService(prices);
  return records.map(ruleOf).flatMap((rule) => expand(rule, items.get(rule.service) ?? []));
}

function ruleOf(fields: readonly string[]): OfferRule {
  const [service, item, scope, unit, offer, usageType, operation, from, term, where, factor] = fields as [
    ...[string, string, OfferRule["scope"], string, string],
    ...[string, string, string, string, string, string],
  ];
  return {
    ...{ service, item, scope, unit, offer, usageType, operation, term, factor },
    from: Number(from),
    where: where.split(";").filter(Boolean).map(condition),
  };
}

function condition(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function expand(rule: OfferRule, items: Iterable<string>): OfferRule[] {
  return rule.item === EVERY_ITEM ? [...items].map((item) => withItem(rule, item)) : [rule];
}

function withItem(rule: OfferRule, item: string): OfferRule {
  return {
    ...rule,
    item,
    usageType: rule.usageType.replace("{item}", item),
    where: rule.where.map(([column, value]) => [column, value.replace("{item}", item)] as const),
  };
}

function itemsByService(prices: readonly PriceRow[]): Map<string, Set<string>> {
  const items = new Map<string, Set<string>>();
  for (const { service, item } of prices) items.set(service, (items.get(service) ?? new Set()).add(item));
  return items;
}
