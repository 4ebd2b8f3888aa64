import { shortType } from "../../render/format";
import type { CostReview, UnknownCost } from "../../types";
import { escape } from "../escape";
import { usd } from "../usd";

/** What is not in the total, and why. */
export function unpricedSection({ free, unsupported, unknown }: CostReview): string {
  return `<section><h2>Not in the total</h2>
${list("Unknown", "a price or an input is missing", unknown, true)}
${list("Unsupported", "no rule for the type", unsupported, true)}
${list("Free", "costs nothing, with the reason", free, false)}
</section>`;
}

function list(title: string, meaning: string, entries: readonly UnknownCost[], open: boolean): string {
  if (entries.length === 0) return `<p class="none"><strong>${title}</strong>: none (${meaning})</p>`;
  const items = entries.map(({ resource, type, reason, knownMonthly }) => {
    const known = knownMonthly === undefined ? "" : ` (a part is known: ${usd(knownMonthly)})`;
    return `<li><strong>${escape(resource)}</strong> <small>${escape(shortType(type))}</small>: ${escape(reason)}${known}</li>`;
  });
  return `<details${open ? " open" : ""}><summary>${title}: ${entries.length} <span class="muted">(${meaning})</span></summary><ul class="unpriced">${items.join("")}</ul></details>`;
}
