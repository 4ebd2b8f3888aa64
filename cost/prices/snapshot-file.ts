import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Snapshot } from "./facts";
import { serviceFiles } from "./price-book";
import { fileOf, formatPrices, formatRules, parsePrices, parseRules } from "./snapshot-format";
import { snapshotReadme } from "./snapshot-readme";
import type { PriceSource, SnapshotInfo } from "./types";

/** Every file of a snapshot, by name: one per service, plus the header, the sources, the rules and the list of keys. */
export function snapshotFiles(snapshot: Snapshot): Map<string, string> {
  const { info, sources, prices, rules } = snapshot;
  const files = new Map([
    ["snapshot.json", json(info)],
    ["sources.json", json(sources)],
    ["rules.csv", formatRules(rules)],
    ["README.md", snapshotReadme(snapshot)],
  ]);
  for (const name of new Set(prices.map(({ service }) => fileOf(service)))) {
    files.set(name, formatPrices(prices.filter(({ service }) => fileOf(service) === name)));
  }
  return files;
}

/** Reads a whole snapshot back; a look-up of single prices goes through `loadPriceBook`. */
export function readSnapshot(dir: string): Snapshot {
  const text = (name: string) => readFileSync(join(dir, name), "utf8");
  return {
    info: JSON.parse(text("snapshot.json")) as SnapshotInfo,
    sources: JSON.parse(text("sources.json")) as Record<string, PriceSource>,
    prices: serviceFiles(dir).flatMap((service) => parsePrices(text(`${service}.csv`))),
    rules: parseRules(text("rules.csv")),
  };
}

/** Replaces files in `dir`: all are written beside the old ones first, so a full disk changes nothing. */
export function writeFiles(dir: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(dir, { recursive: true });
  const written: [temporary: string, final: string][] = [];
  try {
    for (const [name, text] of files) {
      const temporary = join(dir, `.${name}.new`);
      written.push([temporary, join(dir, name)]);
      writeFileSync(temporary, text);
    }
    for (const [temporary, final] of written) renameSync(temporary, final);
  } finally {
    for (const [temporary] of written) rmSync(temporary, { force: true });
  }
}

/** JSON for a committed file. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
