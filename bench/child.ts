import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Run {
  readonly seconds: number;
  readonly peakMb: number;
}

const reporter = resolve(__dirname, "report-peak.cjs");

/** Runs node once as a whole process; throws when it fails. */
export function runNode(args: readonly string[], cwd: string): Run {
  const folder = mkdtempSync(join(tmpdir(), "ladder-bench-"));
  const report = join(folder, "peak");
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--require", reporter, ...args], {
    cwd,
    env: { ...process.env, LADDER_PEAK_FILE: report },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0)
    throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr.toString().slice(-2000)}`);
  const peakMb = Number(readFileSync(report, "utf8")) / 1024;
  rmSync(folder, { recursive: true });
  return { seconds, peakMb };
}

/** Two commands in turn, so that a machine that slows down slows both; medians of each. */
export function paired(runs: number, first: () => Run, second: () => Run): readonly [Run, Run] {
  first();
  second();
  const pairs = Array.from({ length: runs }, () => [first(), second()] as const);
  return [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
}

function median(runs: readonly Run[]): Run {
  const middle = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { seconds: middle(runs.map((run) => run.seconds)), peakMb: middle(runs.map((run) => run.peakMb)) };
}
