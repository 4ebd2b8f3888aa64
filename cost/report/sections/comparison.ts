import { sorted } from "../../compare/comparison-text";
import type { Comparison, Curve } from "../../compare/types";
import { money, quantity } from "../../render/format";
import { colourOf, curveChart } from "../curve-chart";
import { escape } from "../escape";
import { dataTable } from "../table";
import { optionCard } from "./option-card";

const APP_ROWS: readonly number[] = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50];

/** The stack's apps on every tier and platform. */
export function comparisonSection(comparison: Comparison): string {
  const { apps, own, options, usage, priceDate, platformDate, curves, crossovers } = comparison;
  return `<section><h2>The same ${apps} app${apps === 1 ? "" : "s"} elsewhere</h2>
<p class="note">AWS prices of <time>${escape(priceDate)}</time>, platform list prices of <time>${escape(platformDate)}</time>; ${quantity(usage.requests)} requests and ${quantity(usage.egressGb)} GB to the internet a month. “+” means at least: something is missing from the figure.</p>
<div class="options">${sorted(options)
    .map((option) => optionCard(option, own))
    .join("\n")}</div>
</section>
${ranking(comparison)}
${curveSection("By number of apps", curves.apps, own, crossovers.apps, APP_ROWS)}
${curveSection("By traffic", curves.requests, own, crossovers.requests, curves.requests.points)}
${sizing(comparison)}`;
}

function ranking({ apps, curves: { apps: curve }, own }: Comparison): string {
  const start = Math.min(apps, curve.points.at(-1) ?? 1);
  const rows = curve.series.map(({ option, name }, index) => {
    const mine = option === own;
    return `<li data-series="${index}"${mine ? ' class="own"' : ""} style="--c:${colourOf(index, mine)}"><span>${escape(name)}</span><span class="bar"><i></i></span><output></output></li>`;
  });
  return `<section id="ranking" hidden><h2><label for="count">Cost of <output id="count-shown">${start}</output> average apps</label></h2>
<input type="range" id="count" min="${curve.points[0]}" max="${curve.points.at(-1)}" value="${start}">
<ol class="ranking">${rows.join("")}</ol></section>`;
}

function curveSection(
  title: string,
  curve: Curve,
  own: string,
  words: readonly string[],
  rows: readonly number[],
): string {
  const unit = curve.axis === "apps" ? "Apps" : "Requests";
  const numbers = rows.map((point) => {
    const at = curve.points.indexOf(point);
    const cells = curve.series.map(({ values, complete }) =>
      amount(values[at] ?? null, complete[at] ?? false),
    );
    return [point.toLocaleString("en-US"), ...cells];
  });
  const names = curve.series.map(({ name }) => name);
  return `<section><h2>${title}</h2>
<figure>${curveChart(curve, own, `${title}. ${words.join(" ")}`)}
<figcaption class="legend narrow">${curve.series.map(({ option, name }, index) => legend(name, colourOf(index, option === own))).join(" ")}</figcaption></figure>
<p class="note">US dollars a month on logarithmic axes. Circles: where another curve crosses the stack's own. Dashed: something is missing from the figure.</p>
<ul class="words">${words.map((sentence) => `<li>${escape(sentence)}</li>`).join("")}</ul>
<details><summary>The numbers of the chart</summary>${dataTable(`US dollars a month, ${title.toLowerCase()}`, [unit, ...names], numbers)}</details>
</section>`;
}

function legend(name: string, colour: string): string {
  return `<span class="key"><span class="swatch" style="--c:${colour}"></span>${escape(name)}</span>`;
}

function amount(value: number | null, complete: boolean): string {
  return value === null ? "–" : `${money(value)}${complete ? "" : "+"}`;
}

function sizing({ rules, usage, exchangeRate }: Comparison): string {
  const rate = exchangeRate
    ? [`1 EUR is ${exchangeRate.usdPerEur} USD, as stated on ${exchangeRate.date}`]
    : ["prices in euros stay in euros and out of the curves without a stated exchange rate"];
  const items = [...usage.assumptions, ...rules, ...rate].map((rule) => `<li>${escape(rule)}</li>`);
  return `<section class="sizing"><h2>How it was sized</h2><ul class="words">${items.join("")}</ul></section>`;
}
