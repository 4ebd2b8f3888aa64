import { money, quantity } from "../render/format";
import type { Comparison, Curve, Option, Series } from "./types";

const WIDTH = 100;
const NAME = 28;
const AMOUNT = 12;
const APP_COLUMNS: readonly number[] = [1, 5, 10, 20, 50];
const REQUEST_COLUMNS: readonly number[] = [1e4, 1e5, 1e6, 1e7, 1e8];
const UNVERIFIED = " ?";

/** The comparison as text of at most 100 columns. */
export function comparisonText(comparison: Comparison): string {
  const { stack, region, apps, usage, options, curves, crossovers } = comparison;
  return [
    `The ${apps} apps of stack ${stack} on every tier and elsewhere, a month without tax`,
    `AWS prices of ${comparison.priceDate} (${region}), platform list prices of ${comparison.platformDate}`,
    `Traffic: ${quantity(usage.requests)} requests, ${quantity(usage.egressGb)} GB egress`,
    "",
    ...sorted(options).flatMap((option) => optionRows(option, comparison)),
    "",
    ...curveTable("US dollars a month by number of apps", curves.apps, APP_COLUMNS),
    ...bullets(crossovers.apps),
    "",
    ...curveTable("US dollars a month by requests", curves.requests, REQUEST_COLUMNS),
    ...bullets(crossovers.requests),
    "",
    "+ at least: something is missing from the figure",
    "? rests on a price that no published source confirms",
    "Sizing:",
    ...bullets([...usage.assumptions, ...comparison.rules, ...exchangeRule(comparison)]),
  ].join("\n");
}

/** Cheapest first, what runs everything before what does not, what has no price last. */
export function sorted(options: readonly Option[]): Option[] {
  const rank = ({ monthly, gaps }: Option) => (monthly === null ? 2 : gaps.length > 0 ? 1 : 0);
  return options.toSorted(
    (a, b) => rank(a) - rank(b) || (a.monthlyUsd ?? a.monthly ?? 0) - (b.monthlyUsd ?? b.monthly ?? 0),
  );
}

function optionRows(option: Option, { own }: Comparison): string[] {
  const mark = option.id === own ? "> " : "  ";
  const head = `${mark}${option.name.padEnd(NAME - 2)}${amount(option).padStart(AMOUNT + 4)}`;
  return [head, ...option.gaps.flatMap(({ what, why }) => wrapped(`missing: ${what}: ${why}`, 6))];
}

function amount({ monthly, monthlyUsd, currency, gaps, lines }: Option): string {
  if (monthly === null) return "cannot run it";
  const euros = currency === "USD" ? "" : `${currency} ${money(monthly)}`;
  const dollars = monthlyUsd === null ? "" : money(monthlyUsd);
  const both = [euros, dollars].filter(Boolean).join(" = ");
  return `${both}${gaps.length > 0 ? "+" : ""}${lines.some((line) => line.unverified) ? UNVERIFIED : ""}`;
}

function curveTable(title: string, { points, series }: Curve, columns: readonly number[]): string[] {
  const at = columns.map((column) => points.indexOf(column));
  const head = columns.map((column) => column.toLocaleString("en-US").padStart(AMOUNT)).join("");
  const rows = series.map(({ name, values, complete }) => {
    const cells = at.map((index) => cell(values[index] ?? null, complete[index] ?? false));
    return `  ${name.padEnd(NAME - 2)}${cells.join("")}`.trimEnd();
  });
  return [`${title}:`, `${" ".repeat(NAME)}${head}`, ...rows, ...series.flatMap((one) => missing(one, at))];
}

/** Why a row has no figure, once for each reason. */
function missing({ name, reasons }: Series, at: readonly number[]): string[] {
  const shown = new Set(at.map((index) => reasons[index] ?? "").filter(Boolean));
  return [...shown].flatMap((reason) => wrapped(`- ${name}: ${reason}`, 2));
}

function cell(value: number | null, complete: boolean): string {
  return (value === null ? "-" : `${money(value)}${complete ? " " : "+"}`).padStart(AMOUNT);
}

function exchangeRule({ exchangeRate, options }: Comparison): string[] {
  if (exchangeRate) return [`1 EUR is ${exchangeRate.usdPerEur} USD, as stated on ${exchangeRate.date}`];
  const euros = options.filter(({ currency }) => currency === "EUR").map(({ name }) => name);
  return euros.length === 0
    ? []
    : [`left in euros without a stated rate (--usd-per-eur): ${euros.join(", ")}`];
}

function bullets(texts: readonly string[]): string[] {
  return texts.flatMap((text) => wrapped(`- ${text}`, 2));
}

function wrapped(text: string, indent: number): string[] {
  const rows: string[] = [];
  let row = " ".repeat(indent);
  for (const word of text.split(" ")) {
    if (row.length + word.length + 1 > WIDTH && row.trim() !== "") {
      rows.push(row.trimEnd());
      row = " ".repeat(indent + 2);
    }
    row += row.endsWith(" ") ? word : ` ${word}`;
  }
  return [...rows, row.trimEnd()];
}
