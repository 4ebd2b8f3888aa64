import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import { PriceError } from "./price-error";
import { fileOf, parsePrices } from "./snapshot-format";
import type { PriceKey, PriceRow, SnapshotInfo } from "./types";

/** The committed snapshot of this project. */
export const SNAPSHOT_DIR = join(__dirname, "..", "..", "prices");

/** The region of prices that are the same everywhere. */
export const GLOBAL = "global";

const NEAREST = 5;

type Rows = readonly PriceRow[];
type Items = ReadonlyMap<string, Rows>;

/** A dated snapshot of prices; a service's file is read when it is first asked for. */
export interface PriceBook extends SnapshotInfo {
  readonly dir: string;
  /** `service -> item -> rows` of one snapshot file. */
  readonly files: Map<string, ReadonlyMap<string, Items>>;
}

/** Opens the snapshot in `dir`. Reads only its header; use one book for a whole run. */
export function loadPriceBook(dir: string = SNAPSHOT_DIR): PriceBook {
  const info = JSON.parse(readFileSync(join(dir, "snapshot.json"), "utf8")) as SnapshotInfo;
  return { ...info, dir, files: new Map() };
}

/** The regions the book covers. */
export function regions(book: PriceBook): readonly string[] {
  return book.regions;
}

/** The one row for a key; throws `PriceError` when there is none or more than one. Never a silent zero. */
export function priceOf(book: PriceBook, key: PriceKey): PriceRow {
  checkRegion(book, key);
  const rows = itemRows(book, key);
  const matching = rows.filter((row) => row.region === key.region || row.region === GLOBAL);
  const [row] = matching;
  if (matching.length > 1)
    throw new PriceError(`${describe(key)} matches more than one price`, label(matching));
  if (row) return row;
  throw new PriceError(
    `no price for ${describe(key)}; it is known in`,
    rows.map((other) => other.region),
  );
}

/** All items of a service, for `tiers` and for listings; throws `PriceError` for a service without prices. */
export function itemsOf(book: PriceBook, service: string): Items {
  const file = fileOf(service);
  const services = book.files.get(file) ?? readServices(book, file);
  const items = services.get(service);
  if (items) return items;
  const known = services.size > 0 ? [...services.keys()] : serviceFiles(book.dir);
  throw new PriceError(`no prices for the service ${service}; nearest`, nearest(service, known));
}

function itemRows(book: PriceBook, key: PriceKey): Rows {
  const items = itemsOf(book, key.service);
  const rows = items.get(key.item);
  if (rows) return rows;
  throw new PriceError(`no price for ${describe(key)}; nearest items`, nearest(key.item, [...items.keys()]));
}

function checkRegion(book: PriceBook, { region }: PriceKey): void {
  if (region === GLOBAL || book.regions.includes(region)) return;
  throw new PriceError(`no prices for the region ${region}; supported`, book.regions);
}

function readServices(book: PriceBook, file: string): ReadonlyMap<string, Items> {
  const path = join(book.dir, file);
  const services = existsSync(path)
    ? index(parsePrices(readFileSync(path, "utf8")))
    : new Map<string, Items>();
  book.files.set(file, services);
  return services;
}

function index(rows: Rows): ReadonlyMap<string, Items> {
  const services = new Map<string, Map<string, PriceRow[]>>();
  for (const row of rows) {
    const items = services.get(row.service) ?? new Map<string, PriceRow[]>();
    services.set(row.service, items);
    const same = items.get(row.item);
    if (same) same.push(row);
    else items.set(row.item, [row]);
  }
  return services;
}

/** File names of the services in a snapshot, without `.csv`. */
export function serviceFiles(dir: string): string[] {
  const files = readdirSync(dir).filter((file) => file.endsWith(".csv") && file !== "rules.csv");
  return files.map((file) => file.slice(0, -".csv".length)).toSorted();
}

function nearest(name: string, known: readonly string[]): string[] {
  return known.toSorted((a, b) => distance(name, a) - distance(name, b)).slice(0, NEAREST);
}

function describe({ service, item, region }: PriceKey): string {
  return `${service} / ${item} in ${region}`;
}

function label(rows: Rows): string[] {
  return rows.map((row) => `${row.region} ${row.usd} ${row.unit} (${row.rateCode ?? row.source})`);
}
