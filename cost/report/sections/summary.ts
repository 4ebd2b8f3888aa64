import { counts, hasUnverified, roomAbove, shownTotals } from "../../render/format";
import type { CostReview } from "../../types";
import { escape } from "../escape";
import { usd } from "../usd";

/** The total, its parts and the date of the prices. */
export function summary(review: CostReview): string {
  const { monthly, hourly, region, priceDate, lines } = review;
  const room = roomAbove(lines);
  const shown = shownTotals(monthly);
  const unverified = lines.filter((line) => line.unverified).length;
  return `<section class="summary" aria-label="Summary">
<p class="total"><span class="big" id="total">${usd(monthly.total)}</span> <span>a month</span></p>
<dl class="facts">
${fact("Fixed", `$${shown.fixed}`)}
${fact("Usage", `$${shown.usage}`)}
${fact("An hour", `$${hourly.toFixed(4)}`)}
${room > 0 ? fact("Scaling and credits can add", `${usd(room)}`) : ""}
${fact("Prices of", `<time datetime="${escape(priceDate)}">${escape(priceDate)}</time>`, "date")}
${fact("Region", escape(region))}
</dl>
<p class="note">US dollars without tax, 730 hours a month. Resources: ${escape(counts(review))}.${
    hasUnverified(lines)
      ? ` ${unverified} line${unverified === 1 ? "" : "s"} marked <span class="badge">unverified</span> rest${unverified === 1 ? "s" : ""} on a price that no published source confirms.`
      : ""
  }</p>
</section>`;
}

function fact(name: string, value: string, kind = ""): string {
  return `<div class="fact ${kind}"><dt>${name}</dt><dd>${value}</dd></div>`;
}
