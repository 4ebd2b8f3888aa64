import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run, type Outcome } from "./command";

const programs = join(__dirname, "../../box/programs");

/** The box's folders that programs write to or read from. */
const places = ["/run/ladder", "/opt/ladder", "/data/ladder", "/etc/ladder", "/srv/ladder"];

/** The box's own programs, with the box's folders inside a temporary one and tools that stand in for the box's. */
export class ProgramsHere {
  readonly folder = mkdtempSync(join(tmpdir(), "ladder-programs-"));
  readonly programs = join(this.folder, "programs");

  constructor(tools: Readonly<Record<string, string>> = {}) {
    cpSync(programs, this.programs, { recursive: true });
    for (const name of readdirSync(this.programs)) {
      const path = join(this.programs, name);
      const text = readFileSync(path, "utf8");
      writeFileSync(
        path,
        places.reduce((whole, place) => whole.replaceAll(place, join(this.folder, place)), text),
      );
    }
    for (const [name, text] of Object.entries(tools)) chmodSync(this.write(`tools/${name}`, text), 0o755);
  }

  /** Writes a file under its path on the box; returns where it is. */
  write(path: string, content: string | object): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }

  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Outcome {
    return run(program, args, "", {
      PATH: `${join(this.folder, "tools")}:${process.env["PATH"] ?? ""}`,
      PYTHONPATH: `${this.programs}:${join(this.folder, "tools")}`,
      ...env,
    });
  }

  /** What an expression over the named modules is. */
  python(modules: string, expression: string, env: NodeJS.ProcessEnv = {}): unknown {
    const code = `import json; import ${modules}; print(json.dumps(${expression}))`;
    const { status, stdout, stderr } = this.run("python3", ["-B", "-c", code], env);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
