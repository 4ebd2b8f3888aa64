import { money } from "../../cost/render/format";
import type { CostLine, CostReview } from "../../cost/types";
import { tierNames } from "../../settings/schema";
import { loadStack } from "../load-stack";
import { reviewStack } from "../../cost/stack-review";
import { evaluateStack } from "../review-stack";

const stacks = ["dev", "prod"] as const;
// The formatter must leave alone what a command made.
const begin = "<!-- prettier-ignore-start -->\n\n<!-- prices: made by `npm run docs` -->";
const end = "<!-- /prices -->\n\n<!-- prettier-ignore-end -->";

/** The text with its price table made anew. */
export async function readmeWithPrices(text: string): Promise<string> {
  const [head, rest] = [text.indexOf(begin), text.indexOf(end)];
  if (head < 0 || rest < head) throw new RangeError(`README.md has no lines "${begin}" and "${end}"`);
  return `${text.slice(0, head + begin.length)}\n\n${await priceTable()}\n\n${text.slice(rest)}`;
}

/** Both example stacks on every tier that exists, with the largest parts. */
async function priceTable(): Promise<string> {
  const rows: string[] = [];
  let priceDate = "";
  for (const stack of stacks) {
    for (const tier of tierNames) {
      const loaded = loadStack({ stack, tier, set: [] });
      const { resources } = await evaluateStack(loaded);
      const review = reviewStack(loaded.plan, resources);
      rows.push(row(stack, tier, loaded.plan.apps.length, review));
      priceDate = review.priceDate;
    }
  }
  return [
    "| stack | apps | tier | fixed | with usage | largest parts |",
    "| --- | ---: | --- | ---: | ---: | --- |",
    ...rows,
    "",
    `US dollars a month in us-east-1, without tax, prices of ${priceDate}. Usage is each tier's stated default.`,
  ].join("\n");
}

function row(stack: string, tier: string, apps: number, { monthly, lines }: CostReview): string {
  const cells = [`\`${stack}\``, apps, tier, money(monthly.fixed), money(monthly.total), largest(lines)];
  return `| ${cells.join(" | ")} |`;
}

function largest(lines: readonly CostLine[]): string {
  return lines
    .toSorted((a, b) => b.monthly - a.monthly)
    .slice(0, 3)
    .map(({ component, monthly }) => `${component} ${money(monthly)}`)
    .join(", ");
}
