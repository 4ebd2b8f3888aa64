import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BoxAnswer } from "../../../box/run-command/apply-version";
import type { MoveAnswer } from "../../../box/run-command/move-data";
import type { Outcome } from "../../../components/run-on-box/run-command";
import type { Machine } from "../../../rig/apis/systems-manager";

/** What the box's update unit does at its next start; `{}`: it applies what is wanted. */
export interface UnitRun {
  /** Applied instead of the wanted version. */
  readonly version?: string;
  /** The apply fails with this sentence. */
  readonly error?: string;
  readonly log?: string;
  /** The unit ends with this and writes no result. */
  readonly exitCode?: number;
  /** What systemctl prints then. */
  readonly said?: string;
  readonly seconds?: number;
  /** Of apps and services, instead of a few. */
  readonly states?: Readonly<Record<string, string>>;
  /** Apps that run an earlier version all the same. */
  readonly rolledBack?: BoxAnswer["rolledBack"];
}

/** A run of `move`; `{}`: it moves the databases. */
export interface MoveRun {
  /** It fails with this sentence, and the data is where it was. */
  readonly error?: string;
  /** Exit code of a failure; 1 by default. */
  readonly code?: number;
  readonly seconds?: number;
  /** How far it says that it is. */
  readonly databases?: MoveAnswer["databases"];
}

/** Look-alike of the box behind Systems Manager: runs the real command, with the box's folders and units replaced. */
export class StandInBox implements Machine {
  constructor(readonly folder: string) {
    mkdirSync(join(folder, "run/secrets"), { recursive: true });
  }

  /** The next runs of the update unit. */
  next(...runs: readonly UnitRun[]): this {
    writeFileSync(join(this.folder, "next.json"), JSON.stringify(runs));
    return this;
  }

  /** The agent registers after this many questions for it. */
  offline(questions: number): this {
    writeFileSync(join(this.folder, "offline"), String(questions));
    return this;
  }

  questionsLeft(): number {
    const file = join(this.folder, "offline");
    return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  }

  information(): readonly object[] {
    const left = this.questionsLeft();
    if (left > 0) this.offline(left - 1);
    return left === 0 ? [{ PingStatus: "Online" }] : [];
  }

  /** A secret as it lies in the box's memory. */
  secret(app: string, line: string): this {
    writeFileSync(join(this.folder, `run/secrets/${app}.env`), `${line}\n`);
    return this;
  }

  /** What the databases on the box hold; without, it has no PostgreSQL. */
  databases(bytes: number): this {
    writeFileSync(join(this.folder, "database-bytes"), `${bytes}\n`);
    return this;
  }

  /** A new box knows nothing. */
  forget(): this {
    rmSync(join(this.folder, "run/result.json"), { force: true });
    return this;
  }

  /** Runs of the update unit so far. */
  runs(): readonly (UnitRun & { readonly wanted: string })[] {
    const file = join(this.folder, "runs.jsonl");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line) as UnitRun & { wanted: string });
  }

  /** What the next moves of the databases do; without, they succeed at once. */
  nextMoves(...moves: readonly MoveRun[]): this {
    writeFileSync(join(this.folder, "next-moves.json"), JSON.stringify(moves));
    return this;
  }

  /** `box -> rds` for every move that began, failed ones too. */
  moves(): readonly string[] {
    const file = join(this.folder, "moves.jsonl");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line) => {
      const { from, to } = JSON.parse(line) as { from: string; to: string };
      return `${from} -> ${to}`;
    });
  }

  /** Where the box's own record says the databases are. */
  home(): string | undefined {
    const file = join(this.folder, "data-home.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string) : undefined;
  }

  /** A new volume has no record. */
  forgetData(): this {
    for (const name of ["data-home.json", "move.json"]) rmSync(join(this.folder, name), { force: true });
    return this;
  }

  /** Carries a command out as the agent would. */
  carryOut(commands: readonly string[]): Promise<Outcome> {
    const script = commands.join("\n");
    const [, wanted = ""] = / - ([0-9a-f]{64}) <</.exec(script) ?? [];
    const here = script
      .replaceAll("/run/ladder", join(this.folder, "run"))
      .replaceAll("/opt/ladder/current/programs", join(__dirname, "bin"));
    const PATH = `${join(__dirname, "bin")}:${process.env["PATH"] ?? ""}`;
    const child = spawn("sh", ["-c", here], {
      env: { ...process.env, PATH, BOX: this.folder, WANTED: wanted },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((done) =>
      child.on("close", (code) => done({ status: code === 0 ? "Success" : "Failed", output })),
    );
  }
}
