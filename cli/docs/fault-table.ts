import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { withMadePart } from "./made-part";

interface FaultCase {
  readonly number: number;
  readonly fault: string;
  /** Part of test/move -> titles of its tests. */
  readonly shown: Readonly<Record<string, readonly string[]>>;
  readonly note?: string;
}

interface Test {
  readonly file: string;
  readonly title: string;
  readonly fullTitle: string;
}

const cases = "test/move/fault-cases.json";

/** The text with its table of faults made anew: each with the tests that inject it, whose titles say what comes of it. */
export function movingWithFaults(text: string): string {
  const { cases: found } = JSON.parse(readFileSync(cases, "utf8")) as { cases: readonly FaultCase[] };
  const tests = listed();
  const rows = found.map((one) => row(one, tests));
  const table = ["| # | Fault | What the tests show |", "| --- | --- | --- |", ...rows].join("\n");
  return withMadePart(text, table, { name: "faults", file: "docs/moving-faults.md" });
}

function row({ number, fault, shown, note }: FaultCase, tests: readonly Test[]): string {
  const sentences = Object.entries(shown).flatMap(([part, titles]) =>
    titles.map((title) => `${sentence(part, title, tests)} (\`${part}\`)`),
  );
  return `| ${number} | ${fault} | ${[...sentences, ...(note === undefined ? [] : [note])].join("<br>")} |`;
}

function sentence(part: string, title: string, tests: readonly Test[]): string {
  const test = tests.find((one) => basename(one.file) === `${part}.move.ts` && one.title === title);
  if (!test) throw new RangeError(`${cases}: no test of ${part} is called "${title}"`);
  return `${test.fullTitle.replaceAll("|", "\\|")}.`;
}

/** Mocha lists the tests without running them. */
function listed(): readonly Test[] {
  const options = ["--no-config", "--dry-run", "--reporter", "json", "--require", "./scripts/loader.cjs"];
  const args = [require.resolve("mocha/bin/mocha.js"), ...options, "test/move/*.move.ts"];
  return (
    JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as { tests: readonly Test[] }
  ).tests;
}
