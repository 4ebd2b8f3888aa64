import { MissingInput } from "../missing-input";
import { product } from "../money";
import type { RateKey } from "../rate";
import type { Sheet } from "../sheet";

/** Which price list an hourly thing is on. */
export interface Commitment {
  readonly label: string;
  /** The service of the price, from the one of the price on demand. */
  readonly service: (onDemand: string) => string;
}

const ON_DEMAND: Commitment = { label: "on demand", service: (service) => service };
const TERMS: Readonly<Record<string, string>> = { "1_year": "1yr", "3_year": "3yr" };
const PAYMENTS: Readonly<Record<string, string>> = {
  no_upfront: "noUpfront",
  partial_upfront: "partialUpfront",
  all_upfront: "allUpfront",
};

/** `ec2.onDemand.linux` becomes `ec2.reserved.1yr.noUpfront.standard`; each service has its own pattern. */
export interface CommitmentNames {
  readonly reserved: (term: string, payment: string, kind: string) => string;
  readonly savingsPlan: (term: string) => string;
}

/**
 * The commitment a usage file states: `reserved_instance_term` (1_year, 3_year), `reserved_instance_payment_option`,
 * `reserved_instance_type` (standard, convertible), or `savings_plan_term`.
 */
export function commitmentOf(sheet: Sheet, names: CommitmentNames): Commitment {
  const plan = sheet.setting("savings_plan_term");
  if (plan !== undefined) {
    const service = names.savingsPlan(one(TERMS, plan, "savings_plan_term"));
    return { label: `savings plan ${plan.replace("_", " ")}`, service: () => service };
  }
  const term = sheet.setting("reserved_instance_term");
  if (term === undefined) return ON_DEMAND;
  const payment = sheet.setting("reserved_instance_payment_option") ?? "no_upfront";
  const kind = sheet.setting("reserved_instance_type") ?? "standard";
  const service = names.reserved(
    one(TERMS, term, "reserved_instance_term"),
    one(PAYMENTS, payment, "reserved_instance_payment_option"),
    kind,
  );
  return {
    label: `reserved ${term.replace("_", " ")}, ${payment.replace("_", " ")}`,
    service: () => service,
  };
}

/**
 * Lines of a reservation whose fee the usage file gives (`reserved_upfront_usd`, `reserved_hourly_usd`): the fee is
 * spread over the months of the term. False when no fee is given.
 */
export function givenReservation(sheet: Sheet, component: string, onDemand: RateKey, hours: number): boolean {
  const fee = sheet.given("reserved_upfront_usd");
  if (fee === undefined) return false;
  const term = sheet.setting("reserved_instance_term") ?? "1_year";
  const months = one(TERMS, term, "reserved_instance_term") === "3yr" ? 36 : 12;
  const hourly = sheet.given("reserved_hourly_usd")?.value ?? 0;
  const { asOf } = sheet.rate(onDemand);
  const rate = { size: 1, asOf, source: "usage file", unverified: false };
  const spread = product(fee.value, 1 / months);
  const how = `fee of $${fee.value} spread over ${months} months; due at the start at once`;
  sheet.custom("fixed", `${component}, reservation fee`, { ...rate, usd: spread, unit: "month" }, 1, how);
  sheet.custom("fixed", `${component}, reserved hours`, { ...rate, usd: hourly, unit: "hour" }, hours, how);
  return true;
}

function one(allowed: Readonly<Record<string, string>>, value: string, name: string): string {
  const found = allowed[value];
  if (found !== undefined) return found;
  throw new MissingInput(`${name} must be one of ${Object.keys(allowed).join(", ")}; got ${value}`);
}
