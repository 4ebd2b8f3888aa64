import { createHash } from "node:crypto";
import type { BoxValues } from "../../box/bundle-document";
import { Box, type Result } from "../../rig/box";
import { rig } from "../../rig/rig";
import { bundleOf, builtImages, uploadNeeds, type OwnSecrets } from "../../rig/stack-bundle";
import { portfolio, type RigSettings } from "../../rig/stacks";
import { Volume } from "../../rig/volume";

const volumeId = "vol-0a1b2c3d4e5f60718";
let booted: Promise<Box> | undefined;

/** The box that most tests share, with these settings in place whatever an earlier test left: booted once, by its user data. */
export async function sharedBox(
  settings: RigSettings = portfolio,
  images: BoxValues["images"] = builtImages(1),
): Promise<Box> {
  const { error } = await deploy(settings, images);
  if (error !== "") throw new Error(`the shared box does not take its settings: ${error}`);
  return machine();
}

function machine(): Promise<Box> {
  return (booted ??= boot());
}

async function boot(): Promise<Box> {
  const { cloud, folder } = rig();
  const box = await Box.create(rig(), "shared", portfolio, volumeId);
  await uploadNeeds(cloud, portfolio, folder);
  const bundle = await bundleOf(portfolio, box.address);
  await box.publish(bundle);
  box.volume = await Volume.create(folder, volumeId);
  await box.start();
  await box.serves(bundle);
  await box.enableDocker();
  return box;
}

/** What `pulumi up` does with changed settings or images, and what the box says about it. */
export async function deploy(
  settings: RigSettings,
  images: BoxValues["images"] = builtImages(1),
  secrets?: OwnSecrets,
): Promise<Result> {
  const box = await machine();
  await uploadNeeds(rig().cloud, settings, rig().folder, secrets);
  const versions = secrets && createHash("sha256").update(JSON.stringify(secrets)).digest("hex");
  return box.take(await bundleOf(settings, box.address, images, versions));
}
