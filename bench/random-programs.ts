import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../cost/types";
import { expanded, readGolden } from "../test/cost/golden-cases";

export type Program = readonly Resource[];

/** The small programs of the golden files of the cost review, one a case. */
export function goldenPrograms(): readonly Program[] {
  const files = readdirSync(join(__dirname, "../test/golden/cost")).filter((name) => name.endsWith(".json"));
  return files.flatMap((file) => readGolden(file).cases.map(({ resources }) => expanded(resources)));
}

/** Programs put together from small ones until they have the size; the same seed gives the same programs. */
export function randomProgram(pool: readonly Program[], size: number, draw: () => number): Program {
  const resources: Resource[] = [];
  while (resources.length < size) {
    const part = pool[Math.floor(draw() * pool.length)] ?? [];
    resources.push(...renamed(part, resources.length));
  }
  return resources;
}

/** Other URNs, in references too. */
function renamed(program: Program, number: number): Program {
  const text = JSON.stringify(program).replaceAll(
    "urn:pulumi:dev::ladder::",
    `urn:pulumi:dev::part${number}::`,
  );
  return JSON.parse(text) as Program;
}

/** A small generator with a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
