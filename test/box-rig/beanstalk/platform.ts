import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { sourceBundle } from "../../../box/beanstalk/source-bundle";
import { Box } from "../../../rig/box";
import { output, outcomeOf, until, type Outcome } from "../../../rig/command";
import { withOwnAuthority } from "../../../rig/differences";
import { rig } from "../../../rig/rig";
import { boxValues, builtImages, render } from "../../../rig/stack-bundle";
import type { RigSettings } from "../../../rig/stacks";

export interface Deployment {
  readonly settings: RigSettings;
  /** Whether the platform chose this instance of the deployment. */
  readonly leader: boolean;
  readonly kind?: "hooks" | "confighooks";
  readonly images?: ReturnType<typeof builtImages>;
}

interface Extensions {
  readonly container_commands: Readonly<Record<string, { command: string; leader_only: boolean }>>;
}

/** Folders of EFS in this rig, which all its instances see. */
const shared = () => join(rig().folder, "efs");

/**
 * A machine as Beanstalk's platform leaves it to a deployment: Docker runs. In all else it differs from Amazon Linux 2023:
 * it is the box's machine of Debian, and packages are there already.
 */
export async function bootInstance(name: string, settings: RigSettings): Promise<Box> {
  await mkdir(shared(), { recursive: true });
  const box = await Box.create(rig(), name, settings, "", undefined, [`${shared()}:/mnt/efs`]);
  await box.start();
  await until(`${name} has booted`, 240, async () =>
    /running|degraded/.test((await box.try("systemctl is-system-running")).stdout),
  );
  await install(box);
  await box.exec("systemctl enable --quiet --now docker.service");
  await box.exec(`mkdir -p /tmp/busybox/bin && cp /usr/bin/busybox /tmp/busybox/bin/busybox
    tar -C /tmp/busybox -c bin | docker import --change 'CMD ["/bin/busybox"]' - busybox:1.37.0-musl >/dev/null`);
  return box;
}

/** Programs that only this rig has. */
async function install(box: Box): Promise<void> {
  for (const [file, target] of [
    ["mount.efs", "/usr/sbin/mount.efs"],
    ["deploy.sh", "/usr/local/bin/platform-deploy"],
  ] as const) {
    await output("docker", ["cp", join(__dirname, file), `${box.name}:${target}`]);
    await box.exec(`chmod +x ${target}`);
  }
}

/** What one instance does when the environment gets a version. */
export async function deploy(box: Box, deployment: Deployment): Promise<Outcome> {
  const { settings, leader, kind = "hooks", images = builtImages(1) } = deployment;
  const { files } = await render(settings);
  const mounts = (JSON.parse(files["box.json"] ?? "") as { mounts: readonly { folder: string }[] }).mounts;
  const bundle = sourceBundle(withOwnAuthority(files), {
    ...boxValues("", images),
    address: undefined,
    bucket: box.bucket,
    files: { fileSystemId: "fs-1", accessPointIds: mounts.map(({ folder }) => folder.replaceAll("/", "_")) },
  });
  const { container_commands } = parse(files[".ebextensions/ladder.config"] ?? "") as Extensions;
  const commands = Object.entries(container_commands)
    .filter(([, command]) => leader || !command.leader_only)
    .sort()
    .map(([, { command }]) => command);
  const aws = "export $(systemctl show-environment | grep AWS_); exec platform-deploy";
  const archive = await zipped(box.name, bundle.files);
  return outcomeOf(
    "docker",
    ["exec", "-i", "--env", `COMMANDS=${commands.join("\n")}`, box.name, "bash", "-c", `${aws} ${kind}`],
    archive,
  );
}

async function zipped(name: string, files: Readonly<Record<string, string>>): Promise<Buffer> {
  const path = join(rig().folder, `${name}-source.zip`);
  const program =
    "import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n" +
    "    for path, text in json.load(sys.stdin).items(): z.writestr(path, text)";
  await output("python3", ["-c", program, path], JSON.stringify(files));
  return readFile(path);
}
