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
  const dumps: Ran[] = [];
  const backups: Ran[] = [];
  const drills: Ran[] = [];
  for (let round = 0; round < rounds; round += 1) {
    dumps.push(await bareDump(stack));
    backups.push(await ran(stack, () => stack.begin("backup", "make")));
    drills.push(await ran(stack, () => stack.begin("restore", "drill")));
  }
  const floor = middle(dumps.map(({ seconds }) => seconds));
  print(`${what}: bare pg_dump -Fc`, floor, "s");
  print(`${what}: bare pg_dump -Fc: peak memory`, Math.max(...dumps.map(({ peakMb }) => peakMb)), "MB");
  report(`${what}: backup`, backups, floor);
  report(`${what}: drill`, drills, floor);
}

function report(what: string, runs: readonly Ran[], floor: number): void {
  const seconds = middle(runs.map((run) => run.seconds));
  print(what, seconds, "s");
  print(`${what}, against pg_dump`, seconds / floor, "x");
  print(`${what}: peak memory`, Math.max(...runs.map(({ peakMb }) => peakMb)), "MB");
}

function bareDump({ pair }: BackedUp): Promise<Ran> {
  const server = pair.container("box");
  const dump = `pg_dump -Fc -U postgres ${data.database.name} >/dev/null`;
  return measured(
    () => output("docker", ["exec", server, "sh", "-c", dump]),
    async () => {
      const top = await pair.docker("top", server, "-eo", "pid,comm");
      const pids = top.split("\n").filter((line) => line.endsWith(" pg_dump"));
      return pids.length > 0 ? memoryMb(Number.parseInt(pids[0] ?? "", 10), []) : 0;
    },
  );
}

/** With the processes in the containers that it starts. */
function ran({ pair }: BackedUp, begin: () => RunningMove): Promise<Ran> {
  let running: RunningMove | undefined;
  return measured(
    async () => {
      running = begin();
      const { status, stderr } = await running.ended;
      if (status !== 0) throw new Error(stderr);
    },
    async () => (running ? memoryMb(running.pid, await pair.movingPids()) : 0),
  );
}

/** How long something takes, and the most memory that is seen of it. */
async function measured(run: () => Promise<unknown>, memory: () => Promise<number>): Promise<Ran> {
  const started = performance.now();
  let peakMb = 0;
  const look = async () => void (peakMb = Math.max(peakMb, await memory().catch(() => 0)));
  const watch = setInterval(() => void look(), 300);
  try {
    await run();
  } finally {
    clearInterval(watch);
  }
  return { seconds: (performance.now() - started) / 1000, peakMb };
}

void main();
