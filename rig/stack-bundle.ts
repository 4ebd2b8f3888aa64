import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BoxValues } from "../box/bundle-document";
import { Cloud } from "./cloud";
import { output } from "./command";
import { bundleOfRig } from "./differences";
import type { RenderedStack } from "./render-stack";
import type { RigSettings } from "./stacks";

const rendered = new Map<string, Promise<RenderedStack>>();

/** The program's output for these settings; the same settings are evaluated once. */
export function render(settings: RigSettings): Promise<RenderedStack> {
  const text = JSON.stringify(settings);
  const known = rendered.get(text);
  if (known) return known;
  const program = ["--require", "./scripts/loader.cjs", "rig/render-stack.ts"];
  const made = output(process.execPath, program, text).then((json) => JSON.parse(json) as RenderedStack);
  rendered.set(text, made);
  return made;
}

/** Value of a parameter: easily found where it must not be, with characters that shells and env files trip over. */
export function secretValue(parameter: string): string {
  const text = createHash("sha256").update(parameter).digest("hex").slice(0, 24);
  return parameter.endsWith("/API_TOKEN") ? `canary-${text} $HOME '"\\ #` : `canary-${text}`;
}

/** Bundle document of a stack for the box with this address; `images` are those of apps with `build:`. */
export async function bundleOf(
  settings: RigSettings,
  address: string,
  images: BoxValues["images"] = builtImages(1),
  secretVersions?: string,
): Promise<string> {
  const { files } = await render(settings);
  return bundleOfRig(files, { ...boxValues(address, images), secretVersions });
}

/** What only AWS could tell. */
export function boxValues(address: string, images = builtImages(1)): BoxValues {
  const values = { address, region: "us-east-1", bucket: Cloud.bucket, backupBucket: "ladder-rig-backups" };
  return { ...values, images, edgeImage: "ladder-rig/edge:1" };
}

export function builtImages(version: number): BoxValues["images"] {
  return { todo: `ladder-rig/todo:${version}`, watcher: `ladder-rig/todo:${version}` };
}

/** Names of secrets -> values other than secretValue(). */
export type OwnSecrets = Readonly<Record<string, string>>;

/** What `pulumi up` uploads beside the bundle: secrets and static sites. */
export async function uploadNeeds(
  cloud: Cloud,
  settings: RigSettings,
  folder: string,
  own: OwnSecrets = {},
  bucket = Cloud.bucket,
): Promise<void> {
  const { parameters, sites } = await render(settings);
  for (const name of parameters)
    await cloud.putParameter(name, own[name.slice(name.lastIndexOf("/") + 1)] ?? secretValue(name));
  for (const [key, source] of Object.entries(sites)) {
    const archive = join(folder, "site");
    const zip = "import shutil, sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])";
    await output("python3", ["-c", zip, archive, source]);
    await cloud.putObject(key, await readFile(`${archive}.zip`), bucket);
  }
}
