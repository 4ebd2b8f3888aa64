import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { SystemsManager } from "../engine/box/systems-manager";
import type { Box } from "./box";
import { ManagedBox } from "./managed-box";
import { rig } from "./rig";

const project = resolve(__dirname, "../..");
const program = ["--require", join(project, "scripts/loader.cjs"), join(project, "cli/box.ts")];

export interface Ended {
  readonly exitCode: number | null;
  readonly out: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command at work. */
export class Running {
  readonly ended: Promise<Ended>;
  stdout = "";

  constructor(
    readonly child: ChildProcess,
    input: Buffer | string | undefined,
  ) {
    const kept: Record<"out" | "err", Buffer[]> = { out: [], err: [] };
    child.stdout?.on("data", (data: Buffer) => {
      kept.out.push(data);
      this.stdout += data.toString();
    });
    child.stderr?.on("data", (data: Buffer) => kept.err.push(data));
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
    this.ended = new Promise((done) =>
      child.once("close", (exitCode) => {
        const out = Buffer.concat(kept.out);
        done({ exitCode, out, stdout: out.toString(), stderr: Buffer.concat(kept.err).toString() });
      }),
    );
  }
}

/** `npm run box` as a process of its own, whose requests reach a box through a stand-in for Systems Manager. */
export class BoxCli {
  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly managed: ManagedBox,
  ) {}

  static async for(box: Box): Promise<BoxCli> {
    const folder = join(rig().folder, "box-cli");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "Pulumi.rig.yaml"), "config:\n  aws:region: us-east-1\n");
    const managed = new ManagedBox(box, "rig");
    const endpoint = (await SystemsManager.start()).endpoint("rig", managed);
    const credentials = { AWS_ACCESS_KEY_ID: "rig", AWS_SECRET_ACCESS_KEY: "rig", AWS_MAX_ATTEMPTS: "1" };
    return new BoxCli(folder, { ...process.env, ...credentials, AWS_ENDPOINT_URL_SSM: endpoint }, managed);
  }

  start(args: readonly string[], input?: Buffer | string): Running {
    const stdio = [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] as const;
    const child = spawn(process.execPath, [...program, "--stack", "rig", ...args], {
      cwd: this.folder,
      env: this.environment,
      stdio: [...stdio],
    });
    return new Running(child, input);
  }

  run(args: readonly string[], input?: Buffer | string): Promise<Ended> {
    return this.start(args, input).ended;
  }
}
