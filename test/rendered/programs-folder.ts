import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { run, type Outcome } from "./command";

const source = resolve(__dirname, "../../box");

/** Absolute paths of the box in the programs. */
const paths = /(?<![\w/.}])\/(run|opt|data|var\/lib|srv|etc)\/(ladder|systemd)/g;

/** The box's bash programs with a folder of their own instead of the machine's; single ones and tools can be replaced. */
export class ProgramsFolder {
  readonly root = mkdtempSync(join(tmpdir(), "ladder-programs-"));
  readonly version = join(this.root, "opt/ladder/versions", "a".repeat(64));
  readonly programs = join(this.version, "programs");

  constructor() {
    for (const name of readdirSync(join(source, "programs"), { withFileTypes: true })) {
      if (!name.isFile()) continue;
      const text = readFileSync(join(source, "programs", name.name), "utf8");
      this.program(name.name, text.replace(paths, `${this.root}/$1/$2`));
    }
    cpSync(join(source, "systemd"), join(this.version, "systemd"), { recursive: true });
    mkdirSync(join(this.root, "etc/systemd/system"), { recursive: true });
    mkdirSync(join(this.root, "run/ladder"), { recursive: true });
  }

  /** Puts a program into the version's folder. */
  program(name: string, text: string): void {
    this.write(join("opt/ladder/versions", "a".repeat(64), "programs", name), text);
    chmodSync(join(this.programs, name), 0o755);
  }

  /** A tool of the machine. */
  tool(name: string, body: string): void {
    this.write(`bin/${name}`, `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(this.root, "bin", name), 0o755);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  get environment(): NodeJS.ProcessEnv {
    return { PATH: `${join(this.root, "bin")}:${process.env["PATH"] ?? ""}`, ROOT: this.root };
  }

  /** Runs one of the programs to its end. */
  run(name: string, ...args: readonly string[]): Outcome {
    return run(join(this.programs, name), args, "", { ...this.environment, folder: this.version });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
