import { amount, type Amount, grouped, scaled } from "./amount";
import { UsageError } from "./usage-error";

/** Usage in words people know (`ladder:usage`); it is spread over the resources that carry it. */
export interface TopUsage {
  readonly requestsPerMonth?: number;
  /** Data sent to the internet. */
  readonly egressGb?: number;
  /** Monthly active users; gives requests and egress where those are not set. */
  readonly users?: number;
}

/** The usage with every gap filled, each with its reason. */
export interface ResolvedUsage {
  readonly requests: Amount;
  readonly egressGb: Amount;
}

// What the tier is meant for; only assumptions, always shown as such.
const DEFAULTS: Readonly<Record<string, { readonly requests: number; readonly egressGb: number }>> = {
  compose: { requests: 300_000, egressGb: 10 },
  beanstalk: { requests: 1_000_000, egressGb: 20 },
  fargate: { requests: 5_000_000, egressGb: 100 },
};
const ANY_TIER = { requests: 1_000_000, egressGb: 20 };

const REQUESTS_PER_USER = 1000;
const KB_PER_REQUEST = 20;

/** Fills the gaps: users give requests, requests give egress, else the default of the tier. */
export function resolveUsage(top: TopUsage = {}, tier?: string): ResolvedUsage {
  checkTop(top);
  const fallback = DEFAULTS[tier ?? ""] ?? ANY_TIER;
  const why = tier !== undefined && tier in DEFAULTS ? `default of the ${tier} tier` : "default";
  const requests =
    given(top.requestsPerMonth, "requests a month") ??
    usersRequests(top.users) ??
    amount(fallback.requests, `${grouped(fallback.requests)} requests a month (${why})`);
  const known = top.requestsPerMonth !== undefined || top.users !== undefined;
  const egressGb =
    given(top.egressGb, "GB to the internet a month") ??
    (known
      ? scaled(requests, KB_PER_REQUEST / 1e6, `${KB_PER_REQUEST} KB each`)
      : amount(fallback.egressGb, `${fallback.egressGb} GB to the internet a month (${why})`));
  return { requests, egressGb };
}

function given(value: number | undefined, what: string): Amount | undefined {
  return value === undefined ? undefined : amount(value, `${grouped(value)} ${what} (as set)`);
}

function usersRequests(users: number | undefined): Amount | undefined {
  if (users === undefined) return undefined;
  const how = `${grouped(users)} users (as set) with ${grouped(REQUESTS_PER_USER)} requests a month each`;
  return amount(users * REQUESTS_PER_USER, how);
}

function checkTop(top: TopUsage): void {
  const problems = Object.entries(top)
    .filter(([, value]) => value !== undefined && !(Number.isFinite(value) && Number(value) >= 0))
    .map(([key, value]) => `usage.${key} must be a number of 0 or more; got ${String(value)}`);
  if (problems.length > 0) throw new UsageError(problems);
}
