import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Cloud } from "./cloud";
import { outcomeOf, output, until, type Outcome } from "./command";
import { machineEnvironment } from "./differences";
import { forget, remember } from "./open-boxes";
import { request, type Answer, type Ask } from "./request";
import type { Rig } from "./rig";
import { loseUnsyncedWrites, released, RootDisk } from "./root-disk";
import { render } from "./stack-bundle";
import type { RigSettings } from "./stacks";
import type { Volume } from "./volume";

export interface Result {
  readonly version: string;
  readonly time: string;
  readonly ok: boolean;
  readonly error: string;
  readonly apps: Readonly<Record<string, string>>;
}

interface OfUserData {
  readonly volumeId: string;
  readonly bucket: string;
  readonly mounts?: readonly string[];
}

/** All that Docker 20.10 knows, by name: `--privileged` asks for what a container's own host may lack. */
const capabilities = readFileSync(join(__dirname, "images/capabilities.txt"), "utf8").trim().split("\n");

/** Two values that only AWS can tell, as they would arrive. */
function withOwnNames(userData: string, bucket: string, volumeId: string): string {
  return userData
    .replace(/LADDER_BUCKET=.*/, `LADDER_BUCKET=${bucket}`)
    .replace(/VOLUME_ID=.*/, `VOLUME_ID=${volumeId}`);
}

/** A machine in a container, booted from the program's own user data by systemd and cloud-init. */
export class Box {
  bootedAt = 0;
  /** What is attached; also before the first start. */
  volume?: Volume;

  private constructor(
    private readonly rig: Rig,
    readonly name: string,
    readonly address: string,
    readonly volumeId: string,
    private readonly root: RootDisk,
    readonly bucket: string,
  ) {}

  /**
   * A machine that was never booted, in its own folder with its user data and an unused root disk. `mounts` are folders of
   * this machine, as Docker takes them.
   */
  static async create(
    rig: Rig,
    name: string,
    settings: RigSettings,
    volumeId: string,
    bucket = Cloud.bucket,
    mounts: readonly string[] = [],
  ): Promise<Box> {
    const { userData } = await render(settings);
    return Box.ofUserData(rig, name, withOwnNames(userData, bucket, volumeId), { volumeId, bucket, mounts });
  }

  /** The same with user data that is ready. */
  static async ofUserData(
    rig: Rig,
    name: string,
    userData: string,
    { volumeId, bucket, mounts = [] }: OfUserData,
  ): Promise<Box> {
    const folder = join(rig.folder, name);
    await mkdir(join(folder, "seed"), { recursive: true });
    const root = await RootDisk.copy(rig.disk, folder);
    const box = new Box(rig, `${rig.name}-${name}`, rig.freeAddress(), volumeId, root, bucket);
    remember(box);
    await writeFile(join(folder, "seed/user-data"), userData);
    await writeFile(join(folder, "seed/meta-data"), `instance-id: ${box.name}\n`);
    await writeFile(join(folder, "rig.conf"), machineEnvironment(rig.cloud.endpoint));
    const folders = mounts.flatMap((mount) => ["--volume", mount]);
    await output("docker", ["create", ...box.options(folder), ...folders, "ladder-rig/box"]);
    return box;
  }

  private options(folder: string): readonly string[] {
    const configuration = "/etc/systemd/system.conf.d/rig.conf";
    return [
      ...["--name", this.name, "--hostname", this.name, "--label", this.rig.label],
      ...["--network", this.rig.name, "--ip", this.address],
      ...capabilities.flatMap((capability) => ["--cap-add", capability]),
      ...["--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined"],
      ...["--device-cgroup-rule", "b 7:* rwm"],
      ...["--tmpfs", "/run:exec", "--tmpfs", "/tmp", "--stop-signal", "RTMIN+3"],
      ...["--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw", "--cgroupns", "host"],
      ...this.root.options,
      ...["--volume", `${join(folder, "seed")}:/var/lib/cloud/seed/nocloud:ro`],
      ...["--volume", `${join(folder, "rig.conf")}:${configuration}:ro`],
      ...["--env", "container=docker", "--env", "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"],
    ];
  }

  /** Switches the machine on; an attached volume and the metadata service are there at once. */
  async start(): Promise<void> {
    this.bootedAt = Date.now();
    await output("docker", ["start", this.name]);
    await this.exec("ip route add 169.254.169.254/32 dev eth0 2>/dev/null || true");
    if (this.volume) await this.attach(this.volume);
  }

  /** A shutdown. Services stop within seconds; systemd then waits for disks that are not its own. */
  async stop(): Promise<void> {
    await output("docker", ["stop", "--time", "20", this.name]);
  }

  /** A shutdown and a new start. */
  async reboot(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Every process ends at once, and what was written but not synced is lost. */
  async cutPower(): Promise<void> {
    const { status, stderr } = await outcomeOf(
      "docker",
      ["exec", "-i", this.name, "python3", "-"],
      loseUnsyncedWrites,
    );
    if (status !== 0) throw new Error(`the disks of ${this.name} could not be stopped: ${stderr}`);
    await output("docker", ["kill", this.name]);
    await this.root.unmount();
    await this.root.mount();
    if (this.volume) await released(this.volume.device);
  }

  async attach(volume: Volume): Promise<void> {
    this.volume = volume;
    const number = volume.device.replace("/dev/loop", "");
    await this.exec(`mkdir -p /dev/disk/by-id
      [ -b ${volume.device} ] || mknod -m 660 ${volume.device} b 7 ${number}
      ln -sfn ${volume.device} /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${this.volumeId.replace("-", "")}`);
  }

  /** Takes the volume away from the machine. */
  async detach(): Promise<Volume> {
    const { volume } = this;
    if (!volume) throw new Error(`${this.name} has no volume`);
    await this.exec("rm -rf /dev/disk/by-id");
    this.volume = undefined;
    return volume;
  }

  /** Throws the machine away, with its root disk; its volume goes too unless it was detached. */
  async remove(): Promise<void> {
    forget(this);
    await output("docker", ["rm", "--force", "--volumes", this.name]);
    await this.root.remove();
    await rm(join(this.rig.folder, this.name.slice(this.rig.name.length + 1)), { recursive: true });
    await this.volume?.remove();
  }

  /** Output of a shell program on the machine; a failing one is an error. */
  exec(program: string): Promise<string> {
    return output("docker", ["exec", this.name, "bash", "-ec", program]);
  }

  try(program: string): Promise<Outcome> {
    return outcomeOf("docker", ["exec", this.name, "bash", "-c", program]);
  }

  /** A program inside an app's container, by the busybox that every app has. */
  inApp(app: string, program: string): Promise<Outcome> {
    return this.try(`id=$(docker ps -q -f label=com.docker.compose.service=${app})
      docker exec "$id" /.ladder/busybox sh -c '${program}'`);
  }

  ask(options: Omit<Ask, "address">): Promise<Answer> {
    return request({ address: this.address, ...options });
  }

  /** Host name of an app without a domain. */
  host(app: string): string {
    return `${app}.${this.address}.sslip.io`;
  }

  async result(): Promise<Result | undefined> {
    const { status, stdout } = await this.try("cat /run/ladder/result.json");
    return status === 0 ? (JSON.parse(stdout) as Result) : undefined;
  }

  /** Puts a bundle where the machine looks for it. */
  publish(bundle: string): Promise<void> {
    return this.rig.cloud.putObject("bundle/bundle.json", bundle, this.bucket);
  }

  /** Gives images that the box has cleaned away their names back, as a registry would. */
  async restoreImages(): Promise<void> {
    await this.exec(`docker image ls --format '{{.Repository}}:{{.Tag}}' | sed -n 's#^kept/##p' |
      while read -r name; do docker tag "kept/$name" "$name"; done`);
  }

  /** The running container of an app. */
  container(app: string): Promise<string> {
    return this.exec(`docker ps --format '{{.Names}}' --filter label=com.docker.compose.service=${app}`);
  }

  /** Publishes a bundle, lets the machine look for it now, and waits for what it says; like `pulumi up`, also when it failed before. */
  async take(bundle: string, seconds = 180): Promise<Result> {
    const { version } = JSON.parse(bundle) as { version: string };
    await this.restoreImages();
    await this.publish(bundle);
    const last = await this.result();
    if (last?.version === version && !last.ok) await this.exec("rm /run/ladder/result.json");
    return until(`a result for ${version}`, seconds, async () => {
      await this.try("systemctl start ladder-update");
      const result = await this.result();
      return result?.version === version && result;
    });
  }

  /** Waits until the machine, left alone, says that this version is in place. */
  serves(bundle: string, seconds = 240): Promise<Result> {
    const { version } = JSON.parse(bundle) as { version: string };
    return until(`${version} serves`, seconds, async () => {
      const result = await this.result();
      if (result?.version !== version) return undefined;
      if (!result.ok) throw new Error(`the box refused ${version}: ${result.error}\n${await this.journal()}`);
      return result;
    });
  }

  /** The last lines of the machine's journal. */
  async journal(lines = 40): Promise<string> {
    return (await this.try(`journalctl --no-pager --no-hostname -n ${lines} -o short-monotonic`)).stdout;
  }

  /** The state a machine is in after its packages were installed there: Docker starts at every boot. */
  async enableDocker(): Promise<void> {
    await this.exec("systemctl enable --quiet docker.service");
  }
}
