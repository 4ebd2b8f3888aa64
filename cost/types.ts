/** A resource as the program registers it, or as a preview or an export shows it. */
export interface Resource {
  readonly urn: string;
  /** Pulumi type, such as `aws:ec2/instance:Instance`. */
  readonly type: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** A value of another resource is a string `${urn.property}`, an id, an ARN or a name. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Known after deployment; used where an input is absent or not known yet. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Physical id, where deployed. */
  readonly id?: string;
  /** Region of the resource or its provider; the estimate's region holds where it is absent. */
  readonly region?: string;
  /** Input property to the URNs its value comes from (`propertyDependencies`). */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  /** False for a component, which only groups others and is never billed. */
  readonly custom?: boolean;
}

/** fixed: billed while the resource exists. usage: depends on the traffic; carries its assumption. */
export type CostKind = "fixed" | "usage";

/**
 * One line of the review. `monthly` is quantity times rate, reckoned as in decimals and rounded once, half up, to a
 * millionth of a dollar; totals are the exact sums of those. All are JSON numbers.
 */
export interface CostLine {
  readonly resource: string;
  readonly urn: string;
  readonly type: string;
  readonly component: string;
  /** In units of `unit`, to a millionth of one. Negative for a free allowance. */
  readonly quantity: number;
  /** `hour`, `GB-month`, `million`. */
  readonly unit: string;
  /** US dollars per unit. */
  readonly rate: number;
  /** US dollars per month of 730 hours. */
  readonly monthly: number;
  readonly kind: CostKind;
  /** Where the quantity comes from, when not from the resource's own arguments. */
  readonly assumption?: string;
  readonly priceDate: string;
  /** Key of prices/sources.json. */
  readonly source: string;
  readonly unverified?: true;
  /** The same line at the upper end of automatic scaling; not in any total. */
  readonly maximum?: { readonly quantity: number; readonly monthly: number };
}

/** A resource without a line. */
export interface Unpriced {
  readonly resource: string;
  readonly urn: string;
  readonly type: string;
  readonly reason: string;
}

/** A resource whose price or whose needed input is missing; `knownMonthly` is a part that is in no total. */
export interface UnknownCost extends Unpriced {
  readonly knownMonthly?: number;
}

/** What a set of resources costs in a month. Every AWS resource is in exactly one of the four lists. */
export interface CostReview {
  readonly currency: "USD";
  readonly region: string;
  readonly priceDate: string;
  readonly monthly: { readonly fixed: number; readonly usage: number; readonly total: number };
  readonly hourly: number;
  /** What would be added to the total if no schedule stopped anything; absent without one. */
  readonly savedBySchedules?: number;
  readonly lines: readonly CostLine[];
  readonly free: readonly Unpriced[];
  readonly unsupported: readonly Unpriced[];
  readonly unknown: readonly UnknownCost[];
}

/**
 * Which plan of free use the account is on. Allowances that every account has for ever (`alwaysFree`) count in all of
 * them. legacy: the first 12 months of an account opened before 2025-07-15. credits: the sign-up credits of later ones.
 */
export type FreeTier = "none" | "legacy" | "credits";
