import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startSystemsManager } from "../../rig/apis/systems-manager";
import type { Box } from "../../rig/box";
import { ManagedBox } from "./managed-box";
import { rig } from "../../rig/rig";
import { Running, type Ended } from "./running";

const project = resolve(__dirname, "../..");

/** `npm run box`, or another command, as a process of its own, whose requests reach a box through a stand-in for Systems Manager. */
export class BoxCli {
  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly managed: ManagedBox,
  ) {}

  static async for(box: Box, command = "box"): Promise<BoxCli> {
    const folder = join(rig().folder, "box-cli");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "Pulumi.rig.yaml"), "config:\n  aws:region: us-east-1\n");
    const managed = new ManagedBox(box, "rig");
    const endpoint = (await startSystemsManager()).endpoint("rig", { box: managed });
    const credentials = { AWS_ACCESS_KEY_ID: "rig", AWS_SECRET_ACCESS_KEY: "rig", AWS_MAX_ATTEMPTS: "1" };
    const program = join(project, `cli/${command}.ts`);
    return new BoxCli(
      program,
      folder,
      { ...process.env, ...credentials, AWS_ENDPOINT_URL_SSM: endpoint },
      managed,
    );
  }

  start(args: readonly string[], input?: Buffer | string): Running {
    const options = { cwd: this.folder, env: this.environment };
    const loader = ["--require", join(project, "scripts/loader.cjs")];
    return new Running([...loader, this.program, "--stack", "rig", ...args], options, input);
  }

  run(args: readonly string[], input?: Buffer | string): Promise<Ended> {
    return this.start(args, input).ended;
  }
}
