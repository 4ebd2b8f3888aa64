import type { CostLine } from "../../types";
import { escape } from "../escape";
import { usd } from "../usd";
import { groupChart } from "../group-chart";
import { resourceGroups } from "../resource-groups";
import { dataTable } from "../table";

/** Where the money goes, by AWS service. */
export function groupsSection(lines: readonly CostLine[]): string {
  const groups = resourceGroups(lines);
  if (groups.length === 0) return "";
  const rows = groups.map(({ name, fixed, usage, total }) => [
    escape(name),
    `${usd(fixed)}`,
    `${usd(usage)}`,
    `${usd(total)}`,
  ]);
  return `<section><h2>Where the money goes</h2>
<p class="legend"><span class="swatch" style="--c:var(--accent)"></span>fixed <span class="swatch" style="--c:var(--usage)"></span>depends on usage</p>
<figure>${groupChart(groups)}</figure>
<details><summary>The numbers of the chart</summary>${dataTable("Monthly cost by service", ["Service", "Fixed", "Usage", "Total"], rows)}</details>
</section>`;
}
