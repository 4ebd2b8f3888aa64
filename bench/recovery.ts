import { startRig, stopRig } from "../rig/rig";
import { middle } from "./middle";
import { print } from "./print";
import { recoveryTable, type Recovered } from "./recovery-table";
import { LosableBox } from "./losable-box";

const rounds = Number(process.env["LADDER_BENCH_ROUNDS"] ?? 3);
const scale = Number(process.env["LADDER_BENCH_SCALE"] ?? 1);

/**
 * How long a lost box is away, from the first second of the machine in its place to the first HTTPS answer with the data of
 * before: with its volume, and from the backup alone; beside a bare pg_restore of the same database. What AWS does before a
 * machine boots is not in it.
 */
async function main(): Promise<void> {
  await startRig();
  try {
    const box = await LosableBox.made(scale);
    const bare: number[] = [];
    const recovered: Recovered[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await box.bareRestore());
      recovered.push({ ...(await box.losesMachine()), ...(await box.losesEverything()) });
    }
    report(box, middle(bare), recovered);
  } finally {
    await stopRig();
  }
}

function report({ databaseMb, filesMb }: LosableBox, bare: number, runs: readonly Recovered[]): void {
  const of = (part: keyof Recovered) => middle(runs.map((run) => run[part]));
  const parts = {
    withVolume: of("withVolume"),
    empty: of("empty"),
    restore: of("restore"),
    whole: of("whole"),
  };
  print("database", databaseMb, "MB");
  print("files of an app", filesMb, "MB");
  print("bare pg_restore of the database", bare, "s");
  print("the machine lost: first answer over HTTPS with its data", parts.withVolume, "s");
  print("machine and volume lost: first answer, empty", parts.empty, "s");
  print("restore to --all --replace", parts.restore, "s");
  print("restore, against pg_restore", parts.restore / bare, "x");
  print("machine and volume lost: first answer with its data", parts.whole, "s");
  process.stdout.write(`\n${recoveryTable({ databaseMb, filesMb, bare, ...parts })}\n`);
}

void main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
