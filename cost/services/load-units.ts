import { HOURS_PER_MONTH } from "../money";
import type { Sheet } from "../sheet";
import { amount, type Amount } from "../usage/amount";

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
const FREE_RULES = 10;
const CONNECTION_SECONDS = 60;

/** What one capacity unit handles, by dimension; a unit-hour is billed for the busiest of them. */
export interface UnitDefinition {
  readonly newPerSecond: number;
  readonly active: number;
  readonly gbPerHour: number;
  /** Absent where rules do not count. */
  readonly rulesPerSecond?: number;
}

/**
 * Capacity units of a load balancer, for the whole month: the highest of its dimensions, each reckoned per second or
 * per hour, times the hours of the month. `new_connections`, `active_connections` and `rule_evaluations` of a usage
 * file are per second, per minute and per second; `processed_bytes_gb` is per month.
 */
export function capacityUnits(sheet: Sheet, unit: UnitDefinition): Amount {
  const { traffic } = sheet.context;
  const requests = traffic.requests(sheet.resource);
  const perSecond = requests.value / SECONDS_PER_MONTH;
  const fresh =
    sheet.given("new_connections") ?? amount(perSecond, `${requests.assumption}; one connection each`);
  const active =
    sheet.given("active_connections") ?? amount(fresh.value * CONNECTION_SECONDS, "open for a minute");
  const served = traffic.servedGb(sheet.resource);
  const processed = sheet.given("processed_bytes_gb") ?? served;
  const rules = sheet.given("rule_evaluations") ?? ruleEvaluations(sheet, perSecond);
  const dimensions: [string, number][] = [
    [`${text(fresh)} new connections/s`, fresh.value / unit.newPerSecond],
    [`${text(active)} active connections`, active.value / unit.active],
    [`${text(processed)} GB`, processed.value / HOURS_PER_MONTH / unit.gbPerHour],
  ];
  if (unit.rulesPerSecond !== undefined) {
    dimensions.push([`${text(rules)} rules/s`, rules.value / unit.rulesPerSecond]);
  }
  const [name, units] = dimensions.reduce((most, next) => (next[1] > most[1] ? next : most));
  const basis = [...new Set([fresh, processed].map(({ assumption }) => assumption))].join("; ");
  return amount(units * HOURS_PER_MONTH, `${name} decide; ${basis}`);
}

/** Every request is held against all rules but ten. https://aws.amazon.com/elasticloadbalancing/pricing/ */
function ruleEvaluations(sheet: Sheet, requestsPerSecond: number): Amount {
  const listeners = sheet.referrers("aws:lb/listener:Listener");
  const { references } = sheet.context;
  const rules = listeners.flatMap((one) => references.referrers("aws:lb/listenerRule:ListenerRule", one));
  return amount(Math.max(0, rules.length - FREE_RULES) * requestsPerSecond, `${rules.length} rules`);
}

function text({ value }: Amount): string {
  return String(Number(value.toPrecision(3)));
}
