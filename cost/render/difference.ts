import type { CostDifference, LineChange } from "../difference";
import { money } from "./format";

const WIDTH = 100;
const COLUMN = 12;

/** The difference of two reviews as a table of 100 columns. */
export function renderDifference({ before, after, total, lines, priceDates }: CostDifference): string {
  const dates =
    priceDates.before === priceDates.after ? priceDates.after : `${priceDates.before} => ${priceDates.after}`;
  return [
    `Cost change: ${money(before)} => ${money(after)} US dollars a month (${signed(total.monthly)}), prices of ${dates}`,
    "",
    row("", "Before", "After", "Resources", "Prices"),
    "─".repeat(WIDTH),
    ...lines.map(changeRow),
    "─".repeat(WIDTH),
    row("Total", money(before), money(after), signed(total.resources), signed(total.prices)),
  ].join("\n");
}

function changeRow({ resource, component, change, before, after, resources, prices }: LineChange): string {
  const mark = { added: "+", removed: "-", changed: "~" }[change];
  return row(
    `${mark} ${resource}: ${component}`,
    money(before),
    money(after),
    signed(resources),
    signed(prices),
  );
}

function signed(amount: number): string {
  return amount > 0 ? `+${money(amount)}` : money(amount);
}

function row(name: string, ...cells: readonly string[]): string {
  const room = WIDTH - cells.length * COLUMN;
  const shown = name.length < room ? name : `${name.slice(0, room - 2)}…`;
  return `${shown.padEnd(room)}${cells.map((cell) => cell.padStart(COLUMN)).join("")}`;
}
