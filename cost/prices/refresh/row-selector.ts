import type { OfferRow } from "./offer-file";
import type { OfferRule } from "./offer-map";
import { usagePrefixes } from "./usage-prefixes";
import { GLOBAL } from "../price-book";

/** A row of an offer file that fits a rule. */
export interface OfferPrice {
  readonly pricePerUnit: string;
  readonly unit: string;
  readonly currency: string;
  readonly rateCode: string;
  readonly usageType: string;
  readonly operation: string;
}

/** Collects, out of the rows of one offer file, the ones each rule asks for. */
export class RowSelector {
  readonly found = new Map<OfferRule, OfferPrice[]>();
  /** Regions the file's rows belong to, to tell a wrong file from one without the items asked for. */
  readonly regions = new Set<string>();
  private readonly byUsageType = new Map<string, OfferRule[]>();
  private readonly prefixes: readonly string[];

  constructor(
    rules: readonly OfferRule[],
    private readonly region: string,
  ) {
    this.prefixes = region === GLOBAL ? [""] : usagePrefixes(region);
    for (const rule of rules) {
      this.found.set(rule, []);
      for (const name of spellings(rule.usageType)) {
        this.byUsageType.set(name, [...(this.byUsageType.get(name) ?? []), rule]);
      }
    }
  }

  readonly add = (row: OfferRow): void => {
    const region = row.value("Region Code");
    this.regions.add(region);
    if (this.region !== GLOBAL && region !== "" && region !== this.region) return;
    for (const rule of this.rulesFor(row.value("usageType"))) {
      if (fits(row, rule)) this.found.get(rule)?.push(priceOf(row));
    }
  };

  private rulesFor(usageType: string): OfferRule[] {
    const names = this.prefixes
      .filter((prefix) => usageType.startsWith(prefix))
      .map((prefix) => usageType.slice(prefix.length));
    return names.flatMap((name) => this.byUsageType.get(name) ?? []);
  }
}

// RDS shortens xlarge in its usage types, and only there: InstanceUsage:db.m6g.2xl.
function spellings(usageType: string): string[] {
  return usageType.endsWith("xlarge") ? [usageType, usageType.slice(0, -"arge".length)] : [usageType];
}

function fits(row: OfferRow, rule: OfferRule): boolean {
  return (
    row.value("TermType") === rule.term &&
    Number(row.value("StartingRange")) === rule.from &&
    (rule.operation === "" || row.value("operation") === rule.operation) &&
    rule.where.every(([column, value]) => row.value(column) === value)
  );
}

function priceOf(row: OfferRow): OfferPrice {
  return {
    pricePerUnit: row.value("PricePerUnit"),
    unit: row.value("Unit"),
    currency: row.value("Currency"),
    rateCode: row.value("RateCode"),
    usageType: row.value("usageType"),
    operation: row.value("operation"),
  };
}
