import { Decimal } from "decimal.js";
import { Inputs } from "./inputs";
import { MissingInput } from "./missing-input";
import { product, roundedQuantity } from "./money";
import { PriceError } from "./prices/price-error";
import type { PricingContext } from "./pricing-context";
import type { Rate, RateKey } from "./rate";
import { idOf } from "./rates";
import { tierParts } from "./tier-parts";
import type { CostKind, CostLine, Resource } from "./types";
import type { Amount } from "./usage/amount";

// In US dollars; all customers of AWS together paid 107.6 billion in 2024 (Amazon's annual report).
const MOST_MONTHLY = 1e10;

/** What a line may have beside its quantity and price. */
export interface LineOptions {
  readonly assumption?: string;
  /** Key of the free allowance that covers the line, see free-allowances.ts. */
  readonly allowance?: string;
  /** The quantity at the upper end of automatic scaling. */
  readonly maximum?: number;
  /** Multiplies the price, for a discount or a surcharge that is published as a fraction. */
  readonly factor?: number;
  /** Set when a figure beside the price is not confirmed by a published source. */
  readonly unverified?: boolean;
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
  fixed(component: string, key: RateKey, quantity: number, options: LineOptions = {}): void {
    this.add("fixed", component, this.rate(key), quantity, options);
  }

  /** A quantity of single things that follows the usage: requests, GB. */
  usage(component: string, key: RateKey, { value, assumption }: Amount, options: LineOptions = {}): void {
    const rate = this.rate(key);
    this.add("usage", component, rate, value / rate.size, { assumption, ...options });
  }

  /** Like `usage`, but nothing at all where the amount is zero. */
  usageIfAny(component: string, key: RateKey, amount: Amount | undefined, options: LineOptions = {}): void {
    if (amount !== undefined && amount.value > 0) this.usage(component, key, amount, options);
  }

  /** A price that falls with the quantity; the steps are filled over all resources of a region together. */
  tiered(component: string, key: RateKey, amount: Amount, options: LineOptions = {}): void {
    this.addTiers("usage", component, key, amount.value, { assumption: amount.assumption, ...options });
  }

  /** Like `tiered`, for things that are there whatever the traffic. */
  fixedTiered(component: string, key: RateKey, quantity: number, options: LineOptions = {}): void {
    this.addTiers("fixed", component, key, quantity, options);
  }

  /** A line with a price that is not in the price book, such as a fee the user gives. */
  custom(kind: CostKind, component: string, rate: Rate, quantity: number, assumption: string): void {
    this.add(kind, component, rate, quantity, { assumption });
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

  /** The length of a list; where a preview does not know it, the number of resources it depends on. */
  count(property: string, type: string): number {
    const value = this.resource.inputs[property] ?? this.resource.outputs?.[property];
    return Array.isArray(value) ? value.length : this.referenced(property, type).length;
  }

  /** The resources of a type that refer to this one: from any property, or from one, even inside its JSON texts. */
  referrers(type: string, property?: string): readonly Resource[] {
    return this.context.references.referrers(type, this.resource, property);
  }

  inputsOf(resource: Resource): Inputs {
    return new Inputs(resource.inputs, resource.outputs, this.context.references);
  }

  /** Whether the price book knows the price in the resource's region. */
  hasPrice(key: RateKey): boolean {
    try {
      this.rate(key);
      return true;
    } catch (error) {
      if (error instanceof PriceError) return false;
      throw error;
    }
  }

  rate(key: RateKey): Rate {
    return this.context.rates.get(key, this.region);
  }

  private addTiers(
    kind: CostKind,
    component: string,
    key: RateKey,
    quantity: number,
    options: LineOptions,
  ): void {
    const { meters, rates } = this.context;
    const meter = idOf(key, this.region);
    const before = meters.get(meter) ?? 0;
    const after = before + this.checked(component, quantity);
    for (const { rate, quantity: part } of tierParts(rates.tiers(key, this.region), before, after)) {
      this.add(kind, component, rate, part / rate.size, options);
    }
    meters.set(meter, after);
  }

  private add(kind: CostKind, component: string, rate: Rate, amount: number, options: LineOptions): void {
    const { name: resource, urn, type } = this.resource;
    const { assumption, allowance, factor, maximum } = options;
    const quantity = roundedQuantity(this.checked(component, amount));
    const usd = factor === undefined ? rate.usd : new Decimal(rate.usd).times(factor).toNumber();
    // Set one by one: spreading what is absent takes most of the time of a line.
    const monthly = this.payable(component, product(quantity, usd));
    const line: { -readonly [key in keyof CostLine]: CostLine[key] } = {
      resource,
      urn,
      type,
      component,
      quantity,
      unit: rate.unit,
      rate: usd,
      monthly,
      kind,
      priceDate: rate.asOf,
      source: rate.source,
    };
    if (assumption !== undefined) line.assumption = assumption;
    if (rate.unverified || options.unverified === true) line.unverified = true;
    if (maximum !== undefined && maximum > quantity) {
      line.maximum = { quantity: maximum, monthly: this.payable(component, product(maximum, usd)) };
    }
    this.drafts.push({ line, allowance, size: rate.size });
  }

  private payable(component: string, monthly: number): number {
    if (monthly <= MOST_MONTHLY) return monthly;
    throw new MissingInput(`${component}: no account could pay for that`);
  }

  private checked(component: string, quantity: number): number {
    if (quantity >= 0 && Number.isFinite(quantity)) return quantity;
    throw new MissingInput(`${component}: a quantity of ${quantity} makes no sense`);
  }
}
