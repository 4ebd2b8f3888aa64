import { sumOf } from "../money";
import type { CostLine, CostReview, Unpriced } from "../types";
import {
  counts,
  footnotes,
  byReason,
  type Group,
  groups,
  hasUnverified,
  money,
  quantity,
  rate,
  roomAbove,
  shortType,
  shownTotals,
} from "./format";

const WIDTH = 100;
const COLUMNS = { quantity: 11, unit: 19, rate: 13, monthly: 11 };
const NAME = WIDTH - COLUMNS.quantity - COLUMNS.unit - COLUMNS.rate - COLUMNS.monthly;

/** The review as a table of 100 columns. */
export function renderText(review: CostReview): string {
  const notes = footnotes(review.lines);
  const body = groups(review.lines).flatMap((group) => groupRows(group, notes));
  return [
    `Cost review: ${review.region}, US dollars a month (730 hours), prices of ${review.priceDate}, without tax`,
    "",
    row("", "Quantity", "Unit", "Unit price", "Monthly"),
    "─".repeat(WIDTH),
    ...body,
    "─".repeat(WIDTH),
    ...totals(review),
    "",
    ...footer(review, notes),
  ].join("\n");
}

function groupRows({ resource, type, lines }: Group, notes: ReadonlyMap<string, number>): string[] {
  const sum = sumOf(lines.map(({ monthly }) => monthly));
  const kind = resource === type ? "" : ` (${shortType(type)})`;
  const head = row(`${resource}${kind}`, "", "", "", lines.length > 1 ? money(sum) : "");
  return [head, ...lines.flatMap((line) => [lineRow(line, notes), ...maximumRow(line)])];
}

function lineRow(line: CostLine, notes: ReadonlyMap<string, number>): string {
  const note = line.assumption === undefined ? "" : ` [${notes.get(line.assumption)}]`;
  const marks = `${line.kind === "usage" ? " *" : ""}${line.unverified ? " ?" : ""}${note}`;
  const name = `  ${fit(line.component, NAME - 3 - marks.length)}${marks}`;
  return row(name, quantity(line.quantity), line.unit, rate(line.rate), money(line.monthly));
}

function maximumRow({ maximum, unit }: CostLine): string[] {
  if (maximum === undefined) return [];
  return [row("    at the most", quantity(maximum.quantity), unit, "", `(${money(maximum.monthly)})`)];
}

function totals({ monthly, hourly, lines, unknown, savedBySchedules }: CostReview): string[] {
  const room = roomAbove(lines);
  const shown = shownTotals(monthly);
  const what = unknown.length > 0 ? `Total without ${unknown.length} unknown` : "Total";
  return [
    row("Fixed", "", "", "", shown.fixed),
    row("Usage *", "", "", "", shown.usage),
    row(`${what} (${rate(Number(hourly.toFixed(4)))} an hour)`, "", "", "", shown.total),
    ...(savedBySchedules === undefined
      ? []
      : [row("Saved by schedules, not in the total", "", "", "", money(savedBySchedules))]),
    ...(room > 0 ? [row("Scaling and CPU credits can add up to", "", "", "", money(room))] : []),
  ];
}

function footer(review: CostReview, notes: ReadonlyMap<string, number>): string[] {
  const { lines, unsupported, unknown } = review;
  return [
    ...[...notes].flatMap(([note, number]) => wrapped(`[${number}] ${note}`)),
    ...(hasUnverified(lines) ? wrapped("? rests on a price that no published source confirms") : []),
    `Resources: ${counts(review)}`,
    ...named("Unsupported, not in the total", unsupported),
    ...named("Unknown, not in the total", unknown),
  ];
}

function named(title: string, list: readonly Unpriced[]): string[] {
  if (list.length === 0) return [];
  const rows = byReason(list).flatMap(([reason, same]) =>
    wrapped(
      `  ${same.map(({ resource, type }) => `${resource} (${shortType(type)})`).join(", ")}: ${reason}`,
    ),
  );
  return [`${title}:`, ...rows];
}

function row(name: string, amount: string, unit: string, price: string, monthly: string): string {
  const { quantity: wide, unit: unitWide, rate: rateWide, monthly: last } = COLUMNS;
  const cells = [
    fit(name, NAME - 1).padEnd(NAME),
    fit(amount, wide).padStart(wide),
    ` ${fit(unit, unitWide - 1)}`.padEnd(unitWide),
    fit(price, rateWide).padStart(rateWide),
    monthly.padStart(last),
  ];
  return cells.join("").trimEnd();
}

function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}

/** Lines of at most the table's width; further lines are set in by four columns. */
function wrapped(text: string): string[] {
  const indent = " ".repeat(text.length - text.trimStart().length);
  const rows: string[] = [];
  let current = indent;
  for (const word of text.trim().split(" ")) {
    const next = current.trim() === "" ? `${current}${word}` : `${current} ${word}`;
    if (next.length > WIDTH && current.trim() !== "") {
      rows.push(current);
      current = `${indent}    ${word}`;
    } else current = next;
  }
  return [...rows, current];
}
