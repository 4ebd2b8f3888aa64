import { outcomeOf, type Outcome } from "./docker";
import { lastLine } from "./docker-problem";
import { LocalProblem } from "./problem";
import { checkPython } from "./python";

/** 25 knows how often to check an app that starts (https://docs.docker.com/reference/dockerfile/#healthcheck). */
const oldestDocker = 25;
/** The first that hands it on to Docker; scripts/tool.sh asks for the same. */
const oldestCompose = [2, 20] as const;

const install = "https://docs.docker.com/get-started/get-docker/";

/** Everything that the stack needs of this machine, before anything is changed. Throws a LocalProblem. */
export async function checkMachine(neededMb: number): Promise<void> {
  await checkDocker();
  await checkCompose();
  await checkPython();
  await checkMemory(neededMb);
}

/** Docker answers and is new enough. */
export async function checkDocker(): Promise<void> {
  const host = await endpoint();
  // Folders of this machine cannot be mounted into containers of another one.
  if (/^(ssh|tcp):\/\/(?!(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(host)) {
    throw new LocalProblem(
      `Docker at ${host} is another machine: choose the one here with \`docker context use default\`, and unset DOCKER_HOST.`,
    );
  }
  const { status, stdout, stderr } = await client("version", "--format", "{{.Server.Version}}");
  if (status !== 0) throw new LocalProblem(notAnswering(host, stderr));
  if (Number.parseInt(stdout, 10) < oldestDocker) {
    throw new LocalProblem(
      `Docker ${stdout.trim()} is too old: ${oldestDocker} or newer is needed (${install}).`,
    );
  }
}

function client(...args: readonly string[]): Promise<Outcome> {
  return outcomeOf("docker", args).catch(() => {
    throw new LocalProblem(`Docker is missing: install it (${install}).`);
  });
}

async function endpoint(): Promise<string> {
  const { stdout } = await client("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
  const chosen = process.env["DOCKER_HOST"];
  return chosen === undefined || chosen === "" ? stdout.trim() : chosen;
}

function notAnswering(host: string, output: string): string {
  const remedy = /permission denied/i.test(output)
    ? "this user may not use it; on Linux: sudo usermod -aG docker $USER, then log in again"
    : "start Docker Desktop, or on Linux: sudo systemctl start docker";
  return `Docker at ${host} does not answer: ${remedy}. Docker says: ${lastLine(output)}`;
}

async function checkCompose(): Promise<void> {
  const { status, stdout } = await outcomeOf("docker", ["compose", "version", "--short"]);
  if (status !== 0) {
    throw new LocalProblem("Docker Compose v2 is missing: https://docs.docker.com/compose/install/linux/");
  }
  const [major = 0, minor = 0] = stdout.trim().replace(/^v/, "").split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestCompose;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new LocalProblem(
      `Docker Compose ${stdout.trim()} is too old: ${oldestCompose.join(".")} or newer is needed.`,
    );
  }
}

async function checkMemory(neededMb: number): Promise<void> {
  const { stdout } = await outcomeOf("docker", ["info", "--format", "{{.OSType}} {{.MemTotal}}"]);
  const [system = "", bytes = "0"] = stdout.trim().split(" ");
  if (system !== "linux") {
    throw new LocalProblem(`Docker runs ${system} containers: switch it to Linux containers.`);
  }
  const haveMb = Math.floor(Number(bytes) / 2 ** 20);
  if (haveMb < neededMb) {
    throw new LocalProblem(
      `The apps may use ${neededMb} MiB together and Docker has ${haveMb}: start fewer with --only, or give Docker Desktop more.`,
    );
  }
}
