import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Cloud } from "./cloud";
import { output } from "./command";
import { closeBoxes } from "./open-boxes";

export interface Rig {
  /** Begins the name of everything of this run; other runs go on beside it. */
  readonly name: string;
  readonly cloud: Cloud;
  /** A network of the same name. Of every address the fourth part is free. */
  readonly subnet: string;
  readonly label: string;
  readonly folder: string;
  /** A machine's root disk with every image. */
  readonly disk: string;
  freeAddress(): string;
}

let running: Rig | undefined;

/** The rig of this run; there is one from startRig() to stopRig(). */
export function rig(): Rig {
  if (!running) throw new Error("the rig is not running: use scripts/test-box.sh");
  return running;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: use scripts/test-box.sh`);
  return value;
}

/** The rig of this process, beside what scripts/test-box.sh prepared. */
export async function startRig(): Promise<Rig> {
  const [slot, cache, disk] = [
    setting("LADDER_RIG_SLOT"),
    setting("LADDER_RIG_CACHE"),
    setting("LADDER_RIG_DISK"),
  ];
  const folder = join(cache, "runs", slot);
  await mkdir(folder, { recursive: true });
  const [name, label, subnet] = [`ladder-rig-${slot}`, `ladder-rig=${slot}`, `10.213.${77 + Number(slot)}`];
  await output("docker", ["network", "create", "--label", label, "--subnet", `${subnet}.0/24`, name]);
  const cloud = new Cloud(join(cache, "moto/bin/moto_server"), `${subnet}.1`, 5000);
  let last = 9;
  const freeAddress = () => `${subnet}.${(last += 1)}`;
  running = { name, label, subnet, cloud, folder, disk, freeAddress };
  await Promise.all([cloud.start(), startMetadata(running)]);
  return running;
}

/** With every box that is still there. */
export async function stopRig(): Promise<void> {
  await closeBoxes();
  const { name, cloud, folder } = rig();
  await output("docker", ["rm", "--force", `${name}-metadata`]);
  await output("docker", ["network", "rm", name]);
  cloud.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Like a machine's metadata service with hop limit 1: its answers reach the box and nothing behind it. */
async function startMetadata({ name, label, subnet }: Rig): Promise<void> {
  const program = join(__dirname, "metadata.py");
  await output("docker", [
    ...["run", "--detach", "--name", `${name}-metadata`, "--label", label, "--cap-add", "NET_ADMIN"],
    ...["--network", name, "--ip", `${subnet}.2`, "--volume", `${program}:/metadata.py:ro`],
    ...["ladder-rig/box", "sh", "-c"],
    "ip address add 169.254.169.254/32 dev eth0 && exec python3 /metadata.py",
  ]);
}
