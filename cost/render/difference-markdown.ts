import type { CostDifference, LineChange } from "../difference";
import { money } from "./format";

const MARKS = { added: "+", removed: "−", changed: "~" } as const;

/** The difference of two reviews as Markdown, for a comment on a pull request. */
export function renderDifferenceMarkdown(difference: CostDifference): string {
  const { before, after, total, lines, priceDates } = difference;
  const dates =
    priceDates.before === priceDates.after ? priceDates.after : `${priceDates.before} => ${priceDates.after}`;
  return [
    `### Cost change: ${signed(total.monthly)} a month ($${money(before)} => $${money(after)})`,
    "",
    `Resources changed ${signed(total.resources)}, prices changed ${signed(total.prices)} (prices of ${dates}).`,
    ...(lines.length === 0 ? [] : ["", ...table(lines)]),
  ].join("\n");
}

function table(lines: readonly LineChange[]): string[] {
  return [
    "| | Resource | Component | Before | After | Resources | Prices |",
    "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ...lines.map(changeRow),
  ];
}

function changeRow({ resource, component, change, before, after, resources, prices }: LineChange): string {
  const names = [MARKS[change], `**${cell(resource)}**`, cell(component)];
  return `| ${[...names, money(before), money(after), signed(resources), signed(prices)].join(" | ")} |`;
}

function signed(amount: number): string {
  return amount > 0 ? `+${money(amount)}` : money(amount);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
