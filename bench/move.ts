import { AcknowledgedWrites } from "../test/move/acknowledged";
import { Pair, pairApp, type Home } from "../test/move/pair";
import { written } from "../test/move/seed";
import { output } from "../rig/command";
import { middle } from "./middle";
import { moveData } from "./move-data";
import { partsOf } from "./move-parts";
import { moveTables, type Direction, type Measured } from "./move-table";
import { print } from "./print";
import { memoryMb } from "./process-memory";

const rounds = Number(process.env["LADDER_BENCH_ROUNDS"] ?? 3);
const scale = Number(process.env["LADDER_BENCH_SCALE"] ?? 1);
const data = pairApp("data");
const busy = pairApp("busy");

interface Moved {
  readonly seconds: number;
  readonly writeStopSeconds: number;
  readonly peakMb: number;
  readonly parts: Readonly<Record<string, number>>;
}

/**
 * Whole moves, checks and comparison included, against a bare pipe of PostgreSQL's own programs with the same data, in the same
 * minutes; how long an app could not write, and the memory of all that a move starts.
 */
async function main(): Promise<void> {
  const measured: Measured[] = [];
  for (const [what, sql] of Object.entries(moveData(scale))) {
    const pair = new Pair([data, busy]);
    try {
      await pair.start();
      await pair.seed("box", busy, written);
      await pair.seed("box", data, sql);
      await pair.sql("box", data.database.name, "vacuum analyze");
      measured.push(await measure(pair, what));
    } finally {
      await pair.stop();
    }
  }
  process.stdout.write(`\n${moveTables(measured)}\n`);
}

async function measure(pair: Pair, what: string): Promise<Measured> {
  const size = Number(
    await pair.sql("box", data.database.name, "select pg_database_size(current_database())"),
  );
  print(`${what}: database`, size / 2 ** 20, "MB");
  const floors = { rds: [] as number[], box: [] as number[] };
  const moves = { rds: [] as Moved[], box: [] as Moved[] };
  for (let round = 0; round < rounds; round += 1)
    for (const to of ["rds", "box"] as const) {
      floors[to].push(await barePipe(pair, to));
      moves[to].push(await move(pair, to));
    }
  const [up, down] = (["rds", "box"] as const).map((to) =>
    report(`${what}, to ${to}`, moves[to], middle(floors[to]), size),
  ) as [Direction, Direction];
  return { what, bytes: size, up, down };
}

function report(what: string, moves: readonly Moved[], floor: number, size: number): Direction {
  print(`${what}: pg_dump -Fc | pg_restore`, floor, "s");
  const seconds = middle(moves.map((one) => one.seconds));
  print(`${what}: whole move`, seconds, "s");
  print(`${what}: ratio (goal 1.5)`, seconds / floor, "x");
  const stop = middle(moves.map((one) => one.writeStopSeconds));
  print(`${what}: longest pause of a writer`, stop, "s");
  print(`${what}: ratio of that pause`, stop / floor, "x");
  print(`${what}: moved in that pause`, size / 2 ** 20 / stop, "MB/s");
  print(`${what}: peak memory`, Math.max(...moves.map(({ peakMb }) => peakMb)), "MB");
  const names = Object.keys(moves[0]?.parts ?? {});
  const parts = Object.fromEntries(
    names.map((part) => [part, middle(moves.map((one) => one.parts[part] ?? NaN))]),
  );
  for (const [part, value] of Object.entries(parts)) print(`${what}: ${part}`, value, "s");
  return { bare: floor, whole: seconds, writeStop: stop, parts };
}

/** In a container like the move's own, from where the data is into an empty database. */
async function barePipe(pair: Pair, to: Home): Promise<number> {
  const owner = to === "rds" ? "ladder" : "postgres";
  await pair.sql(to, "postgres", `create database bare template template0 encoding 'UTF8' owner ${owner}`);
  const image = (
    await output("docker", ["inspect", "--format", "{{.Config.Image}}", pair.container("box")])
  ).trim();
  const box = "host=postgres user=postgres";
  const rds = `host=${pair.address("rds")} user=ladder sslmode=require`;
  const [from, into] = to === "rds" ? [box, rds] : [rds, box];
  const pipe = `set -o pipefail; pg_dump -Fc --no-owner --no-acl "${from} dbname=${data.database.name}" | pg_restore --no-owner --no-acl --exit-on-error -d "${into} dbname=bare"`;
  const started = performance.now();
  await output("docker", [
    ...[
      "run",
      "--rm",
      "--network",
      `container:${pair.container("box")}`,
      "--env",
      "PGPASSWORD=rds-administrator",
    ],
    ...["--entrypoint", "bash", image, "-c", pipe],
  ]);
  const seconds = (performance.now() - started) / 1000;
  await pair.sql(to, "postgres", "drop database bare");
  return seconds;
}

/** While an app writes. */
async function move(pair: Pair, to: Home): Promise<Moved> {
  const writes = new AcknowledgedWrites(pair, busy, () => pair.home);
  await writes.wrote(20);
  const started = performance.now();
  const running = pair.begin("to", to);
  let peakMb = 0;
  const watch = setInterval(() => {
    void pair.movingPids().then((pids) => (peakMb = Math.max(peakMb, memoryMb(running.pid, pids))));
  }, 300);
  const { status, stderr } = await running.ended;
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  if (status !== 0) throw new Error(stderr);
  await writes.wrote(writes.rows.length + 20);
  await writes.stop();
  const parts = partsOf(running.lines, seconds * 1000);
  return { seconds, writeStopSeconds: writes.longestPauseMs / 1000, peakMb, parts };
}

void main();
