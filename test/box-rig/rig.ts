import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Cloud } from "./cloud";
import { output } from "./command";
import { closeBoxes } from "./open-boxes";

const network = "ladder-rig";
const subnet = "10.213.77";

export interface Rig {
  readonly cloud: Cloud;
  readonly network: string;
  readonly folder: string;
  /** A machine's /var/lib/docker with every image. */
  readonly store: string;
  freeAddress(): string;
}

let running: Rig | undefined;

/** The rig of this run; there is one from mocha's start to its end. */
export function rig(): Rig {
  if (!running) throw new Error("the rig is not running: use scripts/test-box.sh");
  return running;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: use scripts/test-box.sh`);
  return value;
}

export async function mochaGlobalSetup(): Promise<void> {
  const cache = setting("LADDER_RIG_CACHE");
  await mkdir(join(cache, "runs"), { recursive: true });
  const folder = await mkdtemp(join(cache, "runs", "run-"));
  await output("docker", [
    "network",
    "create",
    "--label",
    "ladder-rig",
    "--subnet",
    `${subnet}.0/24`,
    network,
  ]);
  const cloud = new Cloud(join(cache, "moto/bin/moto_server"), `${subnet}.1`, 5000);
  let last = 9;
  const freeAddress = () => `${subnet}.${(last += 1)}`;
  running = { cloud, network, folder, store: join(cache, "store"), freeAddress };
  await Promise.all([cloud.ready(), startMetadata()]);
}

export async function mochaGlobalTeardown(): Promise<void> {
  await closeBoxes();
  await output("docker", ["rm", "--force", "ladder-rig-metadata"]);
  await output("docker", ["network", "rm", network]);
  running?.cloud.stop();
  await rm(running?.folder ?? "", { recursive: true, force: true });
}

/** Like a machine's metadata service with hop limit 1: its answers reach the box and nothing behind it. */
async function startMetadata(): Promise<void> {
  const program = join(__dirname, "metadata.py");
  const options = ["--detach", "--label", "ladder-rig", "--cap-add", "NET_ADMIN", "--ip", `${subnet}.2`];
  await output("docker", [
    "run",
    "--name",
    "ladder-rig-metadata",
    ...options,
    "--network",
    network,
    "--volume",
    `${program}:/metadata.py:ro`,
    "ladder-rig/box",
    "sh",
    "-c",
    "ip address add 169.254.169.254/32 dev eth0 && exec python3 /metadata.py",
  ]);
}
