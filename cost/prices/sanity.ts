import { Decimal } from "decimal.js";
import type { PriceRow } from "./types";

/** Bounds are inclusive. */
interface Ratio {
  readonly rule: string;
  readonly low: number;
  readonly high: number;
}

// AWS rounds both to a tenth of a cent, which is up to 3 % of the smallest.
const MULTI_AZ: Ratio = { rule: "Multi-AZ costs twice Single-AZ", low: 1.94, high: 2.06 };
const VALKEY: Ratio = { rule: "Valkey costs 0.8 of Redis", low: 0.785, high: 0.815 };
const IO_OPTIMIZED: Ratio = { rule: "Aurora I/O-Optimized costs 1.3 of standard", low: 1.25, high: 1.37 };
const DOUBLING: Ratio = { rule: "a size costs twice the one below", low: 1.9, high: 2.1 };
const REGION: Ratio = { rule: "a region costs 0.95 to 1.7 of us-east-1", low: 0.95, high: 1.7 };

const BASE_REGION = "us-east-1";
const SIZES = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"];
const SIZED_SERVICES = [
  "ec2.onDemand.linux",
  "rds.postgres.singleAZ",
  "rds.postgres.multiAZ",
  "aurora.postgres.instance",
  "elasticache.redis",
  "elasticache.valkey",
];
// Transfer depends on the continent, and between two regions on the pair: Sydney's egress costs 1.84 of Virginia's.
const NOT_COMPARED_BY_REGION = "dataTransfer";

/** What looks wrong about a set of prices: one sentence per broken rule, empty when all hold. */
export function sanityProblems(prices: readonly PriceRow[]): string[] {
  const byKey = new Map(prices.map((row) => [key(row.service, row.item, row.region), row]));
  const other = (service: string, item: string, region: string) => byKey.get(key(service, item, region));
  return prices.flatMap((row) => [
    ...check(MULTI_AZ, row, singleAz(row, other)),
    ...check(
      VALKEY,
      row,
      row.service === "elasticache.valkey" ? other("elasticache.redis", row.item, row.region) : undefined,
    ),
    ...check(IO_OPTIMIZED, row, standardAurora(row, other)),
    ...check(DOUBLING, row, sizeBelow(row, other)),
    ...check(REGION, row, sameInBaseRegion(row, other)),
  ]);
}

type Lookup = (service: string, item: string, region: string) => PriceRow | undefined;

function check({ rule, low, high }: Ratio, row: PriceRow, base: PriceRow | undefined): string[] {
  if (!base || Number(base.usd) === 0) return [];
  const ratio = new Decimal(row.usd).dividedBy(base.usd);
  if (ratio.greaterThanOrEqualTo(low) && ratio.lessThanOrEqualTo(high)) return [];
  return [
    `${row.service} / ${row.item} in ${row.region} is ${ratio.toFixed(2)} of ` +
      `${base.service} / ${base.item} in ${base.region}; ${rule}`,
  ];
}

function singleAz({ service, item, region }: PriceRow, other: Lookup): PriceRow | undefined {
  if (service.endsWith(".multiAZ")) return other(service.replace(".multiAZ", ".singleAZ"), item, region);
  if (item.endsWith(".multiAZ")) return other(service, item.replace(".multiAZ", ".singleAZ"), region);
  return undefined;
}

function standardAurora({ service, item, region }: PriceRow, other: Lookup): PriceRow | undefined {
  if (service === "aurora.postgres.instance.ioOptimized")
    return other("aurora.postgres.instance", item, region);
  if (item === "acu.ioOptimized") return other(service, "acu.standard", region);
  return undefined;
}

function sizeBelow({ service, item, region }: PriceRow, other: Lookup): PriceRow | undefined {
  if (!SIZED_SERVICES.includes(service)) return undefined;
  const dot = item.lastIndexOf(".");
  const below = SIZES[SIZES.indexOf(item.slice(dot + 1)) - 1];
  return below === undefined ? undefined : other(service, `${item.slice(0, dot)}.${below}`, region);
}

function sameInBaseRegion({ service, item, region }: PriceRow, other: Lookup): PriceRow | undefined {
  if (region === BASE_REGION || service === NOT_COMPARED_BY_REGION) return undefined;
  return other(service, item, BASE_REGION);
}

function key(...parts: string[]): string {
  return parts.join("\n");
}
