import { Decimal } from "decimal.js";
import { Inputs } from "./inputs";
import { MissingInput } from "./missing-input";
import { rounded } from "./money";
import { splitByTier } from "./prices/tiers";
import type { PricingContext } from "./pricing-context";
import { type Rate, type RateKey, rateOf } from "./rates";
import type { CostKind, CostLine, Resource } from "./types";
import type { Amount } from "./usage/amount";

/** What a line may have beside its quantity and price. */
export interface LineOptions {
  readonly assumption?: string;
  /** Key of the free allowance that covers the line, see free-allowances.ts. */
  readonly allowance?: string;
  /** The quantity at the upper end of automatic scaling. */
  readonly maximum?: Decimal.Value;
  /** Multiplies the price, for a discount or a surcharge that is published as a fraction. */
  readonly factor?: Decimal.Value;
}

/** A line before its allowance is taken off. */
export interface DraftLine {
  readonly line: CostLine;
  readonly allowance?: string;
  readonly size: number;
}

/** Collects the lines of one resource; a pricer writes on it. */
export class Sheet {
  readonly drafts: DraftLine[] = [];
  readonly inputs: Inputs;
  readonly region: string;
  /** Why the resource costs nothing by itself. */
  freeReason?: string;

  constructor(
    readonly resource: Resource,
    readonly context: PricingContext,
  ) {
    const { inputs, outputs, region } = resource;
    this.inputs = new Inputs(inputs, outputs, context.references);
    this.region = region ?? (typeof inputs["region"] === "string" ? inputs["region"] : context.region);
  }

  free(reason: string): void {
    this.freeReason = reason;
  }

  /** A quantity that is billed whatever the traffic. */
  fixed(component: string, key: RateKey, quantity: Decimal.Value, options: LineOptions = {}): void {
    this.add("fixed", component, this.rate(key), new Decimal(quantity), options);
  }

  /** A quantity of single things that follows the usage: requests, GB. */
  usage(component: string, key: RateKey, { value, assumption }: Amount, options: LineOptions = {}): void {
    const rate = this.rate(key);
    this.add("usage", component, rate, value.dividedBy(rate.size), { assumption, ...options });
  }

  /** Like `usage`, but nothing at all where the amount is zero. */
  usageIfAny(component: string, key: RateKey, amount: Amount | undefined, options: LineOptions = {}): void {
    if (amount !== undefined && amount.value.greaterThan(0)) this.usage(component, key, amount, options);
  }

  /** A price that falls with the quantity; the steps are filled over all resources of a region together. */
  tiered(component: string, key: RateKey, amount: Amount, options: LineOptions = {}): void {
    this.addTiers("usage", component, key, amount.value, { assumption: amount.assumption, ...options });
  }

  /** Like `tiered`, for things that are there whatever the traffic. */
  fixedTiered(component: string, key: RateKey, quantity: Decimal.Value, options: LineOptions = {}): void {
    this.addTiers("fixed", component, key, new Decimal(quantity), options);
  }

  /** A line with a price that is not in the price book, such as a fee the user gives. */
  custom(kind: CostKind, component: string, rate: Rate, quantity: Decimal.Value, assumption: string): void {
    this.add(kind, component, rate, new Decimal(quantity), { assumption });
  }

  /** What the usage file says, else the fallback. */
  amount(path: string, fallback: Amount): Amount {
    return this.context.usage.number(this.resource, path) ?? fallback;
  }

  /** What the usage file says, else undefined. */
  given(path: string): Amount | undefined {
    return this.context.usage.number(this.resource, path);
  }

  setting(path: string): string | undefined {
    return this.context.usage.text(this.resource, path);
  }

  /** The resources of the given types that a property refers to. */
  referenced(property: string, ...types: string[]): Resource[] {
    return this.context.references.of(this.resource, property, types);
  }

  referrers(type: string): readonly Resource[] {
    return this.context.references.referrers(type, this.resource);
  }

  inputsOf(resource: Resource): Inputs {
    return new Inputs(resource.inputs, resource.outputs, this.context.references);
  }

  rate(key: RateKey): Rate {
    return this.context.rates.get(key, this.region);
  }

  private addTiers(
    kind: CostKind,
    component: string,
    key: RateKey,
    quantity: Decimal,
    options: LineOptions,
  ): void {
    const steps = this.context.rates.tiers(key, this.region);
    const meter = `${key.service}\0${key.item}\0${this.region}`;
    const before = this.context.meters.get(meter) ?? new Decimal(0);
    const after = before.plus(quantity);
    const used = splitByTier(steps, before);
    const shares = splitByTier(steps, after).map(({ row, quantity: upTo }, index) => ({
      row,
      part: upTo.minus(used[index]?.quantity ?? 0),
    }));
    const filled = shares.filter(({ part }) => part.greaterThan(0));
    for (const { row, part } of filled.length > 0 ? filled : shares.slice(-1)) {
      const rate = rateOf(row);
      this.add(kind, component, rate, part.dividedBy(rate.size), options);
    }
    this.context.meters.set(meter, after);
  }

  private add(kind: CostKind, component: string, rate: Rate, quantity: Decimal, options: LineOptions): void {
    if (quantity.isNegative() || !quantity.isFinite()) {
      throw new MissingInput(`${component}: a quantity of ${quantity.toString()} makes no sense`);
    }
    const { name: resource, urn, type } = this.resource;
    const usd = options.factor === undefined ? rate.usd : rate.usd.times(options.factor);
    const line: CostLine = {
      resource,
      urn,
      type,
      component,
      quantity: rounded(quantity),
      unit: rate.unit,
      rate: usd.toNumber(),
      monthly: rounded(quantity.times(usd)),
      kind,
      ...(options.assumption !== undefined && { assumption: options.assumption }),
      priceDate: rate.asOf,
      source: rate.source,
      ...(rate.unverified && { unverified: true as const }),
      ...maximumOf(options.maximum, usd, quantity),
    };
    this.drafts.push({ line, allowance: options.allowance, size: rate.size });
  }
}

function maximumOf(maximum: Decimal.Value | undefined, usd: Decimal, quantity: Decimal) {
  if (maximum === undefined || quantity.greaterThanOrEqualTo(maximum)) return undefined;
  const upTo = new Decimal(maximum);
  return { maximum: { quantity: rounded(upTo), monthly: rounded(upTo.times(usd)) } };
}
