import { footnotes, money, quantity, rate, shortType } from "../../render/format";
import type { CostLine, CostReview } from "../../types";
import { escape } from "../escape";
import { usd } from "../usd";
import { serviceOf } from "../resource-groups";

const COLUMNS = [
  { name: "Resource", kind: "text" },
  { name: "Service", kind: "text" },
  { name: "Component", kind: "text" },
  { name: "Quantity", kind: "number" },
  { name: "Unit price", kind: "number" },
  { name: "Monthly", kind: "number" },
] as const;

/** Every line, sortable by each column, and every assumption. */
export function linesSection({ lines, monthly }: CostReview): string {
  const notes = footnotes(lines);
  return `<section><h2>Every line</h2>
<table class="lines" id="lines" role="table">
<caption>Prices in US dollars. A column's button sorts by it.</caption>
<thead role="rowgroup"><tr role="row">${COLUMNS.map(heading).join("")}</tr></thead>
<tbody role="rowgroup">
${lines.map((line) => row(line, notes)).join("\n")}
</tbody>
<tfoot role="rowgroup"><tr role="row"><th scope="row" role="rowheader" colspan="5">Total</th><td role="cell" class="number" data-label="Monthly">${money(monthly.total)}</td></tr></tfoot>
</table>
${assumptions(notes)}
</section>`;
}

function heading({ name, kind }: (typeof COLUMNS)[number]): string {
  return `<th scope="col" role="columnheader" aria-sort="none" class="${kind}"><button type="button" data-kind="${kind}">${name}<span class="arrow" aria-hidden="true"></span></button></th>`;
}

function row(line: CostLine, notes: ReadonlyMap<string, number>): string {
  const type = line.resource === line.type ? "" : ` <small>${escape(shortType(line.type))}</small>`;
  const cells = [
    cell("Resource", line.resource, `<span><strong>${escape(line.resource)}</strong>${type}</span>`),
    cell("Service", serviceOf(line), escape(serviceOf(line))),
    cell("Component", line.component, `<span>${escape(line.component)}${marks(line, notes)}</span>`),
    cell(
      "Quantity",
      line.quantity,
      `<span>${quantity(line.quantity)} ${escape(line.unit)}${maximum(line)}</span>`,
    ),
    cell("Unit price", line.rate, rate(line.rate)),
    cell("Monthly", line.monthly, money(line.monthly)),
  ];
  return `<tr role="row">${cells.join("")}</tr>`;
}

function cell(label: string, value: string | number, html: string): string {
  const kind = typeof value === "number" ? ' class="number"' : "";
  return `<td role="cell"${kind} data-label="${label}" data-value="${escape(String(value))}">${html}</td>`;
}

function marks(
  { kind, unverified, assumption, source, priceDate }: CostLine,
  notes: ReadonlyMap<string, number>,
): string {
  const number = assumption === undefined ? undefined : notes.get(assumption);
  return [
    kind === "usage" ? ' <span class="badge usage">usage</span>' : "",
    unverified ? ' <span class="badge">unverified</span>' : "",
    number === undefined
      ? ""
      : ` <a class="ref" href="#note-${number}" aria-label="assumption ${number}">[${number}]</a>`,
    ` <small class="source">${escape(source)}, ${escape(priceDate)}</small>`,
  ].join("");
}

function maximum({ maximum: most, unit }: CostLine): string {
  if (most === undefined) return "";
  return ` <small>at the most ${quantity(most.quantity)} ${escape(unit)}, ${usd(most.monthly)}</small>`;
}

function assumptions(notes: ReadonlyMap<string, number>): string {
  if (notes.size === 0) return "";
  const items = [...notes].map(([note, number]) => `<li id="note-${number}">${escape(note)}</li>`);
  return `<h3>Assumptions</h3><ol class="notes">${items.join("")}</ol>
<p class="note">Small print under a component: the price's source, described below, and its date.</p>`;
}
