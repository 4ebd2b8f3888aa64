import type { CostDifference, LineChange } from "../../difference";
import { money } from "../../render/format";
import { escape } from "../escape";
import { usd } from "../usd";
import { dataTable } from "../table";

/** What changed, split into resources and prices. */
export function differenceSection({ before, after, total, lines, priceDates }: CostDifference): string {
  const heads = ["", "Before", "After", "By resources", "By prices"];
  return `<section><h2>What changes</h2>
<p class="change"><span>${usd(before)}</span> → <strong>${usd(after)}</strong> a month (${signed(total.monthly)}): resources ${signed(total.resources)}, prices ${signed(total.prices)}</p>
<p class="note">Prices of ${escape(priceDates.before)} and ${escape(priceDates.after)}.</p>
${lines.length === 0 ? "<p>Nothing changes.</p>" : dataTable("Changed lines", heads, lines.map(row))}
</section>`;
}

function row({ resource, component, change, before, after, resources, prices }: LineChange): string[] {
  const name = `${escape(resource)}: ${escape(component)} <span class="badge ${change}">${change}</span>`;
  return [name, money(before), money(after), signed(resources), signed(prices)];
}

function signed(amount: number): string {
  return amount > 0 ? `+${money(amount)}` : money(amount).replace("-", "−");
}
