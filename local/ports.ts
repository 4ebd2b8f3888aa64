import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import type { Ports } from "./differences";
import { docker, outcomeOf } from "./docker";
import { writeIfChanged } from "./files";
import { LocalProblem } from "./problem";
import type { LocalProject } from "./project";

const patienceMs = 1000;

/** The ports to use: those asked for, else those of the last run, else 80 and 443. They are kept for the next run. */
export function choosePorts({ folder }: LocalProject, asked: Partial<Ports>): Ports {
  const file = `${folder}/ports.json`;
  const last = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Ports)
    : { http: 80, https: 443 };
  const ports = { http: asked.http ?? last.http, https: asked.https ?? last.https };
  if (ports.http === ports.https) {
    throw new LocalProblem(`HTTP and HTTPS need ports of their own; got ${ports.http} for both.`);
  }
  writeIfChanged(file, `${JSON.stringify(ports)}\n`);
  return ports;
}

/** Throws a LocalProblem that names who has a port, unless it is this project's own Caddy. */
export async function checkPorts(project: LocalProject, { http, https }: Ports): Promise<void> {
  const own = `label=com.docker.compose.project=${project.name}`;
  const taken: string[] = [];
  for (const port of [http, https]) {
    if (await docker(["ps", "--quiet", "--filter", own, "--filter", `publish=${port}`])) continue;
    if (await answers(port)) taken.push(`port ${port} is taken by ${await userOf(port)}`);
  }
  if (taken.length === 0) return;
  throw new LocalProblem(
    `${taken.join(", ")}: end it, or choose other ports, for example --http-port 8080 --https-port 8443.`,
  );
}

/** Asking a low port to be ours takes rights that the user need not have; whether somebody answers anybody can find out. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: patienceMs });
    const end = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket
      .once("connect", () => end(true))
      .once("timeout", () => end(false))
      .once("error", () => end(false));
  });
}

async function userOf(port: number): Promise<string> {
  const container = await docker(["ps", "--filter", `publish=${port}`, "--format", "{{.Names}}"]);
  if (container) return `the container ${container.split("\n")[0]}`;
  const { stdout } = await outcomeOf("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"]).catch(() => ({
    stdout: "",
  }));
  const found = /^p(?<pid>\d+)\nc(?<name>.+)$/m.exec(stdout)?.groups;
  return found ? `${found.name} (process ${found.pid})` : "another program";
}
