import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Facts, snapshotOf } from "../cost/prices/facts";
import { type PlatformFacts, platformPrices } from "../cost/prices/platform-facts";
import { SNAPSHOT_DIR } from "../cost/prices/price-book";
import { json, snapshotFiles, writeFiles } from "../cost/prices/snapshot-file";

const USAGE = "usage: node --require ./scripts/loader.cjs scripts/import-prices.ts FACTS_DIR [SNAPSHOT_DIR]";

/** Makes the snapshot from a directory that holds aws-prices.json and platforms.json. */
function main([factsDir, snapshotDir = SNAPSHOT_DIR]: readonly string[]): void {
  if (factsDir === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const facts = readJson(join(factsDir, "aws-prices.json")) as Facts;
  const platforms = platformPrices(readJson(join(factsDir, "platforms.json")) as PlatformFacts);
  const snapshot = snapshotOf(facts);
  writeFiles(snapshotDir, snapshotFiles(snapshot).set("platforms.json", json(platforms)));
  const left = facts.figures.length - snapshot.prices.length - snapshot.rules.length;
  process.stderr.write(
    `${snapshot.prices.length} prices, ${snapshot.rules.length} rules; ` +
      `${left} left out (regions not covered)\n`,
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

main(process.argv.slice(2));
