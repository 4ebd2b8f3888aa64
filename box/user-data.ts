import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Plan } from "../plan/types";

export interface UserDataValues {
  readonly region: string;
  /** Bucket of the bundle. */
  readonly bucket: string;
  readonly volumeId: string;
}

/** File on the box -> file of this folder. */
const configuration = {
  "/etc/docker/daemon.json": "cloud-init/daemon.json",
  "/etc/apt/apt.conf.d/52ladder": "cloud-init/apt.conf",
  "/etc/needrestart/conf.d/50-ladder.conf": "cloud-init/needrestart.conf",
  "/etc/sysctl.d/60-ladder.conf": "cloud-init/sysctl.conf",
  "/etc/chrony/conf.d/60-ladder.conf": "cloud-init/chrony.conf",
  "/etc/systemd/timesyncd.conf.d/60-ladder.conf": "cloud-init/timesyncd.conf",
  "/etc/systemd/system/docker.service.d/ladder.conf": "cloud-init/docker-volume.conf",
  "/etc/systemd/system/ladder-prepare.service": "cloud-init/ladder-prepare.service",
  "/etc/systemd/system/ladder-update.service": "cloud-init/ladder-update.service",
  "/etc/systemd/system/ladder-update.timer": "cloud-init/ladder-update.timer",
} as const;

const programs = {
  "/opt/ladder/bin/prepare-box": "cloud-init/prepare-box",
  "/opt/ladder/bin/update": "cloud-init/update",
  "/opt/ladder/bin/unpack": "programs/unpack",
} as const;

/** There when all files were on the disk and the units enabled. */
const begun = "/etc/ladder/begun";
/** cloud-init's modules that do so. */
const notes = ["write_files", "runcmd", "scripts_user"];

/**
 * Cloud-config of the box: only what makes the machine ready and fetches the bundle. AWS runs it once, so whatever may
 * ever change belongs into the bundle.
 */
export function userData(plan: Plan, values: UserDataValues): string {
  const config = {
    write_files: [
      { path: "/etc/ladder/box.env", content: environmentFile(plan, values) },
      ...Object.entries(configuration).map(([path, source]) => ({ path, content: read(source) })),
      ...Object.entries(programs).map(([path, source]) => ({
        path,
        content: read(source),
        permissions: "0755",
      })),
    ],
    // cloud-init syncs nothing and notes beforehand that it wrote files and ran commands: a power cut would leave empty files
    // for good. So every boot begins anew, until one came to the end of its commands.
    bootcmd: [
      `[ -e ${begun} ] || rm -f ${notes.map((name) => `/var/lib/cloud/instance/sem/config_${name}`).join(" ")}`,
    ],
    runcmd: [
      ["sync"],
      ["sysctl", "--quiet", "--load=/etc/sysctl.d/60-ladder.conf"],
      ["systemctl", "daemon-reload"],
      // As patterns, which match the one that runs and mind no other.
      ["systemctl", "try-restart", "chrony.servic[e]", "systemd-timesyncd.servic[e]"],
      `systemctl enable --now --no-block ladder-prepare.service ladder-update.timer && sync && touch ${begun}`,
    ],
  };
  return "#cloud-config\n" + stringify(config, { lineWidth: 0 });
}

function environmentFile({ box }: Plan, { region, bucket, volumeId }: UserDataValues): string {
  return [
    `LADDER_REGION=${region}`,
    `LADDER_BUCKET=${bucket}`,
    `VOLUME_ID=${volumeId}`,
    `SWAP_MB=${box.memory.swapMb}`,
    "",
  ].join("\n");
}

function read(file: string): string {
  return readFileSync(join(__dirname, file), "utf8");
}
