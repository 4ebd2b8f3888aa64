import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleKey } from "../../components/bundle";
import { output } from "../../rig/command";
import { makeZip } from "../../rig/beanstalk/zip";
import { withOwnAuthority } from "../../rig/differences";
import type { Properties } from "../../rig/provider/difference";
import { withTrust } from "../beanstalk/trusting";
import type { Call } from "../call";
import type { Lab } from "../lab";
import { labBundle } from "../lab-bundle";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const bucketObject: Carrier = {
  imitates: ["bucket", "cacheControl", "content", "contentType", "key", "source"],
  create: put,
  update: put,
  async remove(lab, { inputs }) {
    await lab.rig.cloud.removeObject(textInput(inputs, "key"), textInput(inputs, "bucket"));
  },
};

async function put(lab: Lab, { inputs }: Call): Promise<Properties> {
  const key = textInput(inputs, "key");
  const { source } = inputs;
  const body =
    source === undefined ? contentOf(lab, key, textInput(inputs, "content")) : await bodyOf(lab, source);
  await lab.rig.cloud.putObject(key, body, textInput(inputs, "bucket"), headersOf(inputs));
  return {};
}

/** What S3 gives back with it. */
function headersOf({ contentType, cacheControl }: Properties): Readonly<Record<string, string>> {
  const said = { "content-type": contentType, "cache-control": cacheControl };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

/** The box's bundle gets the lab's authority; all else is as declared. */
function contentOf(lab: Lab, key: string, content: string): string {
  if (key !== bundleKey) return content;
  const { document, declared, own } = labBundle(content);
  lab.versions.set(declared, own);
  return document;
}

/** A file as it is; of a folder and of single files Pulumi makes a zip on its way. */
async function bodyOf({ rig }: Lab, source: unknown): Promise<Buffer> {
  const { assets } = source as { readonly assets?: Readonly<Record<string, Properties>> };
  const archive = join(rig.folder, `archive-${lastArchive++}`);
  if (assets) return zipOf(`${archive}.zip`, assets);
  const folder = textInput(source as Properties, "path");
  if (statSync(folder).isFile()) return readFile(folder);
  const zip = "import shutil, sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])";
  await output("python3", ["-c", zip, archive, folder]);
  return readFile(`${archive}.zip`);
}

/** Beanstalk's bundle gets the lab's authority, as the box's does, and its apps trust the lab; all else is as declared. */
async function zipOf(file: string, assets: Readonly<Record<string, Properties>>): Promise<Buffer> {
  const files = Object.entries(assets).map(([path, asset]) => [path, textInput(asset, "text")] as const);
  await makeZip(file, withTrust(withOwnAuthority(Object.fromEntries(files))));
  return readFile(file);
}

let lastArchive = 0;
