import type { Snapshot } from "./facts";
import { GLOBAL } from "./price-book";
import { fileOf } from "./snapshot-format";
import type { PriceRow } from "./types";

const HEAD = `# The price snapshot

One row per price, one file per AWS service; \`cost/prices/price-book.ts\` looks them up. Generated: do not edit.

- \`<service>.csv\`: service, item, region, price in USD (a decimal, as published), unit, source, date, \`unverified\`
  when no published source was found or the figure was computed from another, AWS's rate code, note. A row whose
  region is \`global\` holds in every region.
- \`rules.csv\`: figures that are not prices (free allowances, definitions, discounts).
- \`sources.json\`: where each figure was published. \`snapshot.json\`: date, currency and regions of the whole.
- \`platforms.json\`: list prices of platforms outside AWS, in the platform's currency.

Prices are without tax; a month has 730 hours. \`npm run prices\` refreshes the AWS rows from AWS's public offer files;
\`docs/decisions/price-book.md\` says how and what it cannot refresh.
`;

/** prices/README.md: what the files hold, and every service and item key a look-up can ask for. */
export function snapshotReadme({ info, prices, rules }: Snapshot): string {
  const unverified = prices.filter((row) => row.unverified).length;
  const services = new Map<string, PriceRow[]>();
  for (const row of prices) services.set(row.service, [...(services.get(row.service) ?? []), row]);
  const sorted = [...services].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    HEAD,
    `Snapshot of ${info.date}: ${prices.length} prices (${unverified} unverified) and ${rules.length} rules.`,
    `Regions: ${info.regions.join(", ")}.`,
    "\n## Services and items\n",
    ...sorted.map(([service, rows]) => serviceLine(service, rows)),
    "",
  ].join("\n");
}

function serviceLine(service: string, rows: readonly PriceRow[]): string {
  return `- **${service}** (\`${fileOf(service)}\`, ${coverage(rows)}): ${itemList(rows)}`;
}

function coverage(rows: readonly PriceRow[]): string {
  const regions = [...new Set(rows.map(({ region }) => region))].filter((region) => region !== GLOBAL);
  if (regions.length === 0) return GLOBAL;
  return regions.length === 1 ? `${regions[0] ?? ""} only` : `${regions.length} regions`;
}

/** `db.t4g.micro`, `db.t4g.small` become `db.t4g.{micro,small}`. */
function itemList(rows: readonly PriceRow[]): string {
  const families = new Map<string, string[]>();
  for (const item of new Set(rows.map((row) => row.item))) {
    const dot = item.includes(" ") ? item.length : item.lastIndexOf(".") + 1;
    const family = item.slice(0, dot);
    families.set(family, [...(families.get(family) ?? []), item.slice(dot)]);
  }
  return [...families]
    .map(([family, ends]) => `\`${family}${ends.length === 1 ? ends[0] : `{${ends.toSorted().join(",")}}`}\``)
    .toSorted()
    .join(", ");
}
