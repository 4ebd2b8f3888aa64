import { formatCsv, parseCsv } from "./csv";
import type { PriceRow, RuleRow } from "./types";

const PRICE_COLUMNS = [
  "service",
  "item",
  "region",
  "usd",
  "unit",
  "source",
  "asOf",
  "flag",
  "rateCode",
  "note",
];
const RULE_COLUMNS = ["service", "item", "value", "unit", "source", "asOf", "flag", "note"];
const UNVERIFIED = "unverified";

/** Name of the snapshot file that holds a service: `rds.storage` is in `rds.csv`. */
export function fileOf(service: string): string {
  return `${service.split(".", 1)[0] ?? service}.csv`;
}

/** Price rows as CSV, sorted, so that a refresh shows as the changed lines only. */
export function formatPrices(rows: readonly PriceRow[]): string {
  const lines = rows.map((row) => [
    ...[row.service, row.item, row.region, row.usd, row.unit, row.source, row.asOf],
    ...[row.unverified ? UNVERIFIED : "", row.rateCode ?? "", row.note ?? ""],
  ]);
  return formatTable(PRICE_COLUMNS, lines, 3);
}

/** Rules as CSV, sorted. */
export function formatRules(rows: readonly RuleRow[]): string {
  const lines = rows.map((row) => [
    ...[row.service, row.item, row.value, row.unit, row.source, row.asOf],
    ...[row.unverified ? UNVERIFIED : "", row.note ?? ""],
  ]);
  return formatTable(RULE_COLUMNS, lines, 2);
}

/** Reads what `formatPrices` wrote. */
export function parsePrices(text: string): PriceRow[] {
  return parseTable(text, PRICE_COLUMNS).map((fields) => {
    const [service, item, region, usd, unit, source, asOf, flag, rateCode, note] = fields as PriceFields;
    return { service, item, region, usd, unit, source, asOf, ...optional({ flag, rateCode, note }) };
  });
}

/** Reads what `formatRules` wrote. */
export function parseRules(text: string): RuleRow[] {
  return parseTable(text, RULE_COLUMNS).map((fields) => {
    const [service, item, value, unit, source, asOf, flag, note] = fields as RuleFields;
    return { service, item, value, unit, source, asOf, ...optional({ flag, rateCode: "", note }) };
  });
}

type RuleFields = [string, string, string, string, string, string, string, string];
type PriceFields = [...RuleFields, string, string];

function optional({ flag, rateCode, note }: { flag: string; rateCode: string; note: string }) {
  return {
    ...(flag === UNVERIFIED && { unverified: true as const }),
    ...(rateCode !== "" && { rateCode }),
    ...(note !== "" && { note }),
  };
}

function formatTable(columns: readonly string[], rows: readonly string[][], keyLength: number): string {
  const sorted = rows.toSorted((a, b) => compareKeys(a.slice(0, keyLength), b.slice(0, keyLength)));
  return `${[columns, ...sorted].map(formatCsv).join("\n")}\n`;
}

// By code unit, not by locale: the same rows give the same bytes on every machine.
function compareKeys(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join("\0"), b.join("\0")];
  return left < right ? -1 : left > right ? 1 : 0;
}

function parseTable(text: string, columns: readonly string[]): string[][] {
  const [header, ...records] = parseCsv(text);
  if (header?.join() !== columns.join()) throw new Error(`the first line must be ${columns.join()}`);
  const wrong = records.findIndex((fields) => fields.length !== columns.length);
  if (wrong >= 0) throw new Error(`record ${wrong + 2} must have ${columns.length} fields`);
  return records;
}
