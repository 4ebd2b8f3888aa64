import { money } from "../../cost/render/format";
import { reviewStack } from "../../cost/stack-review";
import type { CostLine, CostReview } from "../../cost/types";
import type { Tier } from "../../settings/schema";
import { loadWithDomain } from "../load-with-domain";
import { evaluateStack } from "../review-stack";
import { withMadePart } from "./made-part";
import { pricedStacks } from "./price-table";

/** US dollars a month of what watches a stack. */
export interface GuardrailPrice {
  readonly tier: Tier;
  readonly level: "few" | "all";
  /** Alarms and figures of one's own, at the list price. */
  readonly alarms: number;
  readonly dashboard: number;
  /** All of it in an account that uses its free shares for nothing else. */
  readonly billed: number;
}

/** docs/operate.md with what alarms and the dashboard cost, by the reviews of an example stack. */
export async function guideWithGuardrails(text: string): Promise<string> {
  const rows = (await guardrailPrices()).map(
    ({ tier, level, alarms, dashboard, billed }) =>
      `| ${tier} | \`${level}\` | ${money(alarms)} | ${money(dashboard)} | ${money(billed)} |`,
  );
  const head = [
    "| `dev` on | `alarms` | alarms and figures, list | dashboard, list | together, when nothing else uses what is free |",
    "| --- | --- | ---: | ---: | ---: |",
  ];
  const table = [...head, ...rows].join("\n");
  return withMadePart(text, table, { name: "guardrails", file: "docs/operate.md" });
}

let prices: Promise<readonly GuardrailPrice[]> | undefined;

/** Reckoned once a process. */
export function guardrailPrices(): Promise<readonly GuardrailPrice[]> {
  return (prices ??= allPrices());
}

async function allPrices(): Promise<readonly GuardrailPrice[]> {
  const found: GuardrailPrice[] = [];
  for (const { stack, tier, review } of await pricedStacks()) {
    if (stack !== "dev") continue;
    // What its file says.
    found.push({ tier, level: "few", ...priced(review) });
    const loaded = loadWithDomain({ stack, tier, set: ["alerts.alarms=all"] });
    const all = reviewStack(loaded.plan, (await evaluateStack(loaded)).resources);
    found.push({ tier, level: "all", ...priced(all) });
  }
  return found;
}

function priced({ lines }: CostReview) {
  const ofType = (type: string) => lines.filter((line) => line.type === `aws:cloudwatch/${type}`);
  const [alarms, dashboards] = [ofType("metricAlarm:MetricAlarm"), ofType("dashboard:Dashboard")];
  const units = new Set([...alarms, ...dashboards].map(({ unit }) => unit));
  const free = lines.filter(({ quantity, unit }) => quantity < 0 && units.has(unit));
  return {
    alarms: sum(alarms),
    dashboard: sum(dashboards),
    billed: sum([...alarms, ...dashboards, ...free]),
  };
}

/** To the cent, which every price here is. */
function sum(lines: readonly CostLine[]): number {
  return Math.round(lines.reduce((total, { monthly }) => total + monthly, 0) * 100) / 100;
}
