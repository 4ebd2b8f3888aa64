import type { Option, QuoteLine } from "../../compare/types";
import { money, quantity, rate } from "../../render/format";
import { escape } from "../escape";
import { usd } from "../usd";
import { dataTable } from "../table";

/** One option with its price, what it leaves out, and how the price comes about. */
export function optionCard(option: Option, own: string): string {
  const { id, name, gaps, lines, rules } = option;
  const unverified = lines.some((line) => line.unverified) ? ' <span class="badge">unverified</span>' : "";
  const missing = gaps.map(({ what, why }) => `<li><strong>${escape(what)}</strong>: ${escape(why)}</li>`);
  return `<article class="option${id === own ? " own" : ""}" data-option="${escape(id)}">
<h3>${escape(name)}${id === own ? ' <span class="badge usage">this stack</span>' : ""}</h3>
<p class="price">${price(option)}${unverified}</p>
${missing.length > 0 ? `<p class="gap-head">Left out</p><ul class="gaps">${missing.join("")}</ul>` : ""}
<details><summary>How it is made up</summary><ul class="rules">${rules.map((rule) => `<li>${escape(rule)}</li>`).join("")}</ul>${table(option)}</details>
</article>`;
}

function price({ monthly, monthlyUsd, currency, gaps }: Option): string {
  if (monthly === null) return "cannot run it";
  const more = gaps.length > 0 ? "+" : "";
  if (currency === "USD") return `${usd(monthly)}${more}`;
  return `${currency} ${money(monthly)}${more}${monthlyUsd === null ? "" : ` <small>= ${usd(monthlyUsd)}</small>`}`;
}

function table({ name, currency, lines }: Option): string {
  if (lines.length === 0) return "";
  return dataTable(
    `${name}, ${currency} a month`,
    ["", "Quantity", "Price", "Monthly", "Source, date"],
    lines.map(row),
  );
}

function row({
  what,
  quantity: count,
  unit,
  rate: each,
  monthly,
  source,
  asOf,
  unverified,
}: QuoteLine): string[] {
  const mark = unverified ? ' <span class="badge">unverified</span>' : "";
  return [
    `${escape(what)}${mark}`,
    quantity(count),
    `${rate(each)} per ${escape(unit)}`,
    money(monthly),
    `${escape(source)}, ${escape(asOf)}`,
  ];
}
