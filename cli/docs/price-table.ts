import { money } from "../../cost/render/format";
import { reviewStack } from "../../cost/stack-review";
import type { CostLine, CostReview } from "../../cost/types";
import { tierNames, type Tier } from "../../settings/schema";
import { loadWithDomain } from "../load-with-domain";
import { evaluateStack } from "../review-stack";
import { withMadePart } from "./made-part";

const stacks = ["dev", "prod"] as const;

interface PricedStack {
  readonly stack: string;
  readonly tier: Tier;
  readonly apps: number;
  readonly resources: number;
  readonly review: CostReview;
}

/** Both example stacks on every tier, priced once a process. */
let priced: Promise<readonly PricedStack[]> | undefined;

/** README.md with its price table made anew. */
export async function readmeWithPrices(text: string): Promise<string> {
  const rows = (await pricedStacks()).map(row);
  const head = [
    "| stack | apps | tier | fixed | with usage | largest parts |",
    "| --- | ---: | --- | ---: | ---: | --- |",
  ];
  const table = [...head, ...rows, "", await footnote()].join("\n");
  return withMadePart(text, table, { name: "prices", file: "README.md" });
}

/** docs/tiers.md with what each step up costs. */
export async function tiersWithSteps(text: string): Promise<string> {
  const head = [
    "| stack | tier | resources | a month | against the tier below |",
    "| --- | --- | ---: | ---: | ---: |",
  ];
  const all = await pricedStacks();
  const rows = all.map((one, index) => step(one, all[index - 1]));
  const table = [...head, ...rows, "", await footnote()].join("\n");
  return withMadePart(text, table, { name: "steps", file: "docs/tiers.md" });
}

export function pricedStacks(): Promise<readonly PricedStack[]> {
  priced ??= priceStacks();
  return priced;
}

async function priceStacks(): Promise<readonly PricedStack[]> {
  const all: PricedStack[] = [];
  for (const stack of stacks) {
    for (const tier of tierNames) {
      const loaded = loadWithDomain({ stack, tier, set: [] });
      const { resources } = await evaluateStack(loaded);
      const review = reviewStack(loaded.plan, resources);
      all.push({ stack, tier, apps: loaded.plan.apps.length, resources: resources.length, review });
    }
  }
  return all;
}

async function footnote(): Promise<string> {
  const date = (await pricedStacks())[0]?.review.priceDate ?? "";
  return `US dollars a month in us-east-1, without tax, prices of ${date}. Usage is each tier's stated default. Where a tier needs a domain, its hosted zone is in the price.`;
}

function row({ stack, tier, apps, review }: PricedStack): string {
  const { monthly, lines } = review;
  const cells = [`\`${stack}\``, apps, tier, money(monthly.fixed), money(monthly.total), largest(lines)];
  return `| ${cells.join(" | ")} |`;
}

function step({ stack, tier, resources, review }: PricedStack, below: PricedStack | undefined): string {
  const { total } = review.monthly;
  const more = below?.stack === stack ? money(total - below.review.monthly.total) : "";
  return `| \`${stack}\` | ${tier} | ${resources} | ${money(total)} | ${more && !more.startsWith("-") ? `+${more}` : more} |`;
}

/** An allowance of the account covers it whole. */
function isFree({ unit, rate, quantity }: CostLine, lines: readonly CostLine[]): boolean {
  return lines.some((free) => free.unit === unit && free.rate === rate && -free.quantity >= quantity);
}

function largest(lines: readonly CostLine[]): string {
  return lines
    .filter((line) => !isFree(line, lines))
    .toSorted((a, b) => b.monthly - a.monthly)
    .slice(0, 3)
    .map(({ component, monthly }) => `${component} ${money(monthly)}`)
    .join(", ");
}
