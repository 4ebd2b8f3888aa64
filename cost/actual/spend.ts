import { sumOf } from "../money";
import type { CostReview } from "../types";
import { type Billed, type Span, tax } from "./bill";
import { type Expected, expectedOf } from "./expected";
import { type Reason, reasonsOf } from "./reasons";

/** One service of the bill beside the review, in US dollars. */
export interface ServiceSpend {
  readonly service: string;
  /** The review's month, and its share of the days that have gone. */
  readonly review: number;
  readonly expected: number;
  readonly actual: number;
  readonly untagged: number;
  /** They add up to `actual - review`. */
  readonly reasons: readonly Reason[];
}

/** A stack's bill so far beside its review. */
export interface Spend extends Span {
  readonly services: readonly ServiceSpend[];
  readonly total: { readonly review: number; readonly expected: number; readonly actual: number };
  /** The bill of the whole month if it goes on like this. */
  readonly atThisPace: number;
  /** Of the account; AWS does not say for which stack. */
  readonly tax: number;
  /** Of the account, without tags, tax left out. */
  readonly untagged: number;
  /** Whether anything carries the stack's tags. */
  readonly tagged: boolean;
}

/** The bill of a stack beside its review, the dearest service first. */
export function spendOf(review: CostReview, bill: readonly Billed[], span: Span): Spend {
  const expected = expectedOf(review.lines, span);
  const names = new Set(
    [...expected, ...bill.filter(({ stack }) => stack !== 0)].map(({ service }) => service),
  );
  names.delete(tax);
  const services = [...names].map((name) => serviceSpend(name, expected, bill, span));
  const sum = (of: (one: ServiceSpend) => number) => sumOf(services.map(of));
  const actual = sum((one) => one.actual);
  const plain = bill.filter(({ service }) => service !== tax);
  return {
    ...span,
    services: services.toSorted((a, b) => b.actual - a.actual || b.review - a.review),
    total: { review: sum((one) => one.review), expected: sum((one) => one.expected), actual },
    atThisPace: sumOf([(actual / span.gone) * span.days]),
    tax: sumOf(
      bill.filter(({ service }) => service === tax).flatMap(({ stack, untagged }) => [stack, untagged]),
    ),
    untagged: sumOf(plain.map(({ untagged }) => untagged)),
    tagged: bill.some(({ stack }) => stack !== 0),
  };
}

function serviceSpend(
  service: string,
  expected: readonly Expected[],
  bill: readonly Billed[],
  span: Span,
): ServiceSpend {
  const billed = bill.find((one) => one.service === service) ?? { service, stack: 0, untagged: 0 };
  const known = expected.find((one) => one.service === service) ?? nothing(service);
  return {
    service,
    review: known.month,
    expected: known.soFar,
    actual: billed.stack,
    untagged: billed.untagged,
    reasons: reasonsOf(known, billed, span),
  };
}

function nothing(service: string): Expected {
  return { service, month: 0, soFar: 0, fixed: 0, usage: 0, free: 0, freeOfMonth: 0, usageLines: [] };
}
