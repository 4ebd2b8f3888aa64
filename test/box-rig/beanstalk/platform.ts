import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sourceBundle } from "../../../box/beanstalk/source-bundle";
import {
  containerCommands,
  deployArchive,
  extensionsPath,
  sharedFiles,
  startInstance,
} from "../../../rig/beanstalk/instance";
import { makeZip } from "../../../rig/beanstalk/zip";
import { Box } from "../../../rig/box";
import type { Outcome } from "../../../rig/command";
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

/** A machine of this stack that nothing was deployed to. */
export async function bootInstance(name: string, settings: RigSettings): Promise<Box> {
  const mounts = [await sharedFiles(rig().folder)];
  const box = await Box.create(rig(), name, settings, "", undefined, mounts);
  await startInstance(box);
  return box;
}

/** What one instance does when the environment gets a version. */
export async function deploy(box: Box, deployment: Deployment): Promise<Outcome> {
  const { settings, leader, kind, images = builtImages(1) } = deployment;
  const { files } = await render(settings);
  const mounts = (JSON.parse(files["box.json"] ?? "") as { mounts: readonly { folder: string }[] }).mounts;
  const bundle = sourceBundle(withOwnAuthority(files), {
    ...boxValues("", images),
    address: undefined,
    bucket: box.bucket,
    files: { fileSystemId: "fs-1", accessPointIds: mounts.map(({ folder }) => folder.replaceAll("/", "_")) },
  });
  const path = join(rig().folder, `${box.name}-source.zip`);
  await makeZip(path, bundle.files);
  const commands = containerCommands(files[extensionsPath] ?? "", leader);
  return deployArchive(box, await readFile(path), commands, kind);
}
