import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Box } from "../box";
import { output, outcomeOf, until, type Outcome } from "../command";

interface Extensions {
  readonly container_commands: Readonly<Record<string, { command: string; leader_only: boolean }>>;
}

/** Folders of EFS, which all machines see that are made with this: one folder for each access point. */
export async function sharedFiles(folder: string): Promise<string> {
  const shared = join(folder, "efs");
  await mkdir(shared, { recursive: true });
  return `${shared}:/mnt/efs`;
}

/**
 * Boots a machine as Beanstalk's platform leaves it to a deployment: Docker runs. In all else it differs from Amazon Linux
 * 2023: it is the box's machine of Debian, and packages are there already.
 */
export async function startInstance(box: Box): Promise<void> {
  await box.start();
  await until(`${box.name} has booted`, 240, async () =>
    /running|degraded/.test((await box.try("systemctl is-system-running")).stdout),
  );
  await install(box);
  await box.exec("systemctl enable --quiet --now docker.service");
  await box.exec(`mkdir -p /tmp/busybox/bin && cp /usr/bin/busybox /tmp/busybox/bin/busybox
    tar -C /tmp/busybox -c bin | docker import --change 'CMD ["/bin/busybox"]' - busybox:1.37.0-musl >/dev/null`);
}

/** Programs that only such a machine has. */
async function install(box: Box): Promise<void> {
  for (const [file, target] of [
    ["mount.efs", "/usr/sbin/mount.efs"],
    ["deploy.sh", "/usr/local/bin/platform-deploy"],
  ] as const) {
    await output("docker", ["cp", join(__dirname, file), `${box.name}:${target}`]);
    await box.exec(`chmod +x ${target}`);
  }
}

/** Where a source bundle has the platform's own instructions. */
export const extensionsPath = ".ebextensions/ladder.config";

/** Container commands of a bundle, for the deployment's leader or another instance. */
export function containerCommands(extensions: string, leader: boolean): readonly string[] {
  const { container_commands } = parse(extensions) as Extensions;
  return Object.entries(container_commands)
    .filter(([, command]) => leader || !command.leader_only)
    .sort()
    .map(([, { command }]) => command);
}

/** The platform's steps with a zip: `hooks` for a version, `confighooks` for options. */
export function deployArchive(
  box: Box,
  archive: Buffer,
  commands: readonly string[],
  kind: "hooks" | "confighooks" = "hooks",
): Promise<Outcome> {
  const aws = "export $(systemctl show-environment | grep AWS_); exec platform-deploy";
  const words = ["--env", `COMMANDS=${commands.join("\n")}`, box.name, "bash", "-c", `${aws} ${kind}`];
  return outcomeOf("docker", ["exec", "-i", ...words], archive);
}
