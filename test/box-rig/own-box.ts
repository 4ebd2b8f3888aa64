import { Box, type Result } from "../../rig/box";
import { rig } from "../../rig/rig";
import { bundleOf, uploadNeeds } from "../../rig/stack-bundle";
import type { RigSettings } from "../../rig/stacks";
import { Volume } from "../../rig/volume";

const volumeId = "vol-0123456789abcdef0";

/** A blank volume for a box of a test's own. */
export function blankVolume(name: string): Promise<Volume> {
  return Volume.create(rig().folder, `${volumeId}-${name}`);
}

/** A machine with a bucket of its own that holds all it needs, and its volume; not switched on yet. */
export async function ownBox(name: string, settings: RigSettings, volume?: Volume): Promise<Box> {
  const { cloud, folder, name: run } = rig();
  const bucket = `${run}-${name}`;
  await cloud.makeBucket(bucket);
  const box = await Box.create(rig(), name, settings, volumeId, bucket);
  box.volume = volume ?? (await blankVolume(name));
  await uploadNeeds(cloud, settings, folder, {}, bucket);
  await box.publish(await bundleOf(settings, box.address));
  return box;
}

/** What `pulumi up` does with changed settings, for a box of a test's own. */
export async function deployTo(
  box: Box,
  settings: RigSettings,
  images?: Parameters<typeof bundleOf>[2],
): Promise<Result> {
  await uploadNeeds(rig().cloud, settings, rig().folder, {}, box.bucket);
  return box.take(await bundleOf(settings, box.address, images));
}
