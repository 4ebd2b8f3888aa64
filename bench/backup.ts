import { output } from "../rig/command";
import { BackedUp } from "../test/backup/backed-up";
import { pairApp } from "../test/move/pair";
import type { RunningMove } from "../test/move/running-move";
import { middle } from "./middle";
import { moveData } from "./move-data";
import { print } from "./print";
import { memoryMb } from "./process-memory";

const rounds = Number(process.env["LADDER_BENCH_ROUNDS"] ?? 3);
const scale = Number(process.env["LADDER_BENCH_SCALE"] ?? 1);
const data = pairApp("data");

interface Ran {
  readonly seconds: number;
  readonly peakMb: number;
}

/**
 * Whole backups (read back, with their manifest) and drills (restored, compared, checked by amcheck) against a bare pg_dump of the
 * same data, in the same minutes, and the memory of all that each starts. S3 is on this machine.
 */
async function main(): Promise<void> {
  for (const [what, sql] of Object.entries(moveData(scale))) {
    const stack = new BackedUp([data]);
    try {
      await stack.start();
      await stack.pair.seed("box", data, sql);
      await stack.pair.sql("box", data.database.name, "vacuum analyze");
      await measure(stack, what);
    } finally {
      await stack.stop();
    }
  }
}

async function measure(stack: BackedUp, what: string): Promise<void> {
  const dumps: number[] = [];
  const backups: Ran[] = [];
  const drills: Ran[] = [];
  for (let round = 0; round < rounds; round += 1) {
    dumps.push(await bareDump(stack));
    backups.push(await ran(stack, () => stack.begin("backup", "make")));
    drills.push(await ran(stack, () => stack.begin("restore", "drill")));
  }
  const floor = middle(dumps);
  print(`${what}: bare pg_dump -Fc`, floor, "s");
  report(`${what}: backup`, backups, floor);
  report(`${what}: drill`, drills, floor);
}

function report(what: string, runs: readonly Ran[], floor: number): void {
  const seconds = middle(runs.map((run) => run.seconds));
  print(what, seconds, "s");
  print(`${what}, against pg_dump`, seconds / floor, "x");
  print(`${what}: peak memory`, Math.max(...runs.map(({ peakMb }) => peakMb)), "MB");
}

async function bareDump({ pair }: BackedUp): Promise<number> {
  const dump = `pg_dump -Fc -U postgres ${data.database.name} >/dev/null`;
  const started = performance.now();
  await output("docker", ["exec", pair.container("box"), "sh", "-c", dump]);
  return (performance.now() - started) / 1000;
}

/** With the processes in the containers that it starts. */
async function ran({ pair }: BackedUp, begin: () => RunningMove): Promise<Ran> {
  const started = performance.now();
  const running = begin();
  let peakMb = 0;
  const watch = setInterval(() => {
    void pair.movingPids().then((pids) => (peakMb = Math.max(peakMb, memoryMb(running.pid, pids))));
  }, 300);
  const { status, stderr } = await running.ended;
  clearInterval(watch);
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000, peakMb };
}

void main();
