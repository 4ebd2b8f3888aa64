import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Snapshot } from "./facts";
import { fileOf, formatPrices, formatRules } from "./snapshot-format";

/** Every file of a snapshot, by name: one per service, plus the header, the sources and the rules. */
export function snapshotFiles({ info, sources, prices, rules }: Snapshot): Map<string, string> {
  const files = new Map([
    ["snapshot.json", json(info)],
    ["sources.json", json(sources)],
    ["rules.csv", formatRules(rules)],
  ]);
  for (const name of new Set(prices.map(({ service }) => fileOf(service)))) {
    files.set(name, formatPrices(prices.filter(({ service }) => fileOf(service) === name)));
  }
  return files;
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
