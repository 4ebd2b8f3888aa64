import { spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installProviders } from "../rig/provider/install";
import { toolFolders } from "../rig/pulumi-cli";
import { pulumiEnvironment } from "../rig/pulumi-environment";
import type { About } from "./about";
import { stackName, type LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";
import { project } from "./machinery";

/** A stack that was never deployed, in a state of its own, whose providers are the lab's. */
export async function initStack(folder: LabFolder, about: About): Promise<void> {
  mkdirSync(join(folder.path, "state"));
  installProviders(join(folder.path, "home"), join(__dirname, "provider/main.ts"));
  writeFileSync(join(folder.path, "control.json"), "{}");
  cpSync(join(project, "Pulumi.yaml"), join(folder.path, "Pulumi.yaml"));
  await pulumi(folder, about, ["-C", folder.path, "stack", "init", stackName], () => undefined);
}

/** `pulumi up` of the lab's stack; `say` gets its lines. */
export function pulumiUp(folder: LabFolder, about: About, say: (line: string) => void): Promise<void> {
  const stack = ["--stack", stackName, "--config-file", folder.settings];
  return pulumi(folder, about, ["-C", project, "up", "--yes", "--skip-preview", ...stack], say);
}

/** Its words; `say` gets its lines. It ends with this process, also when this one is killed. */
export function pulumi(
  folder: LabFolder,
  about: About,
  words: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const own = ["--pdeathsig", "TERM", "pulumi", "--non-interactive", "--color", "never"];
  const env = { ...process.env, ...labEnvironment(folder, about) };
  const child = spawn("setpriv", [...own, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(folder.pulumi, String(child.pid));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (part: string) => {
      const parts = (rest + part).split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
      for (const line of parts) say(line);
    });
  }
  return new Promise((done, failed) =>
    child.once("error", failed).once("close", (code) => {
      rmSync(folder.pulumi, { force: true });
      if (code === 0) done();
      else failed(new LabProblem(`pulumi ended with ${code}:\n${lines.join("\n")}`));
    }),
  );
}

/** For programs that ask AWS or Pulumi: they reach the lab. */
export function labEnvironment({ path, socket }: LabFolder, { endpoints }: About): Record<string, string> {
  return {
    PATH: `${toolFolders()}:${process.env["PATH"] ?? ""}`,
    LADDER_LAB_SOCKET: socket,
    ...pulumiEnvironment({
      folder: path,
      home: join(path, "home"),
      endpoints: {
        AWS_ENDPOINT_URL: endpoints.all,
        AWS_ENDPOINT_URL_SSM: endpoints.systemsManager,
        AWS_ENDPOINT_URL_ECS: endpoints.containers,
        AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoints.containers,
        AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: endpoints.beanstalk,
      },
    }),
  };
}
