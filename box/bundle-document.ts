import { createHash } from "node:crypto";
import { valuesFile, type BoxValues } from "./values-file";

export type { BoxValues } from "./values-file";

interface BundleFile {
  readonly content: string;
  readonly sha256: string;
  readonly executable?: true;
}

/**
 * The bundle as one JSON document: `{ version, files }`. The version is a checksum over every path, content and mode, so
 * that the box can tell a new bundle from a known one and a whole one from a damaged one (box/programs/unpack).
 */
export function bundleDocument(files: Readonly<Record<string, string>>, values: BoxValues): string {
  return documentOf({ ...files, "values.env": valuesFile(values) });
}

/** The same for files that are all there. */
export function documentOf(files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files)
    .map(([path, content]) => [path, bundleFile(path, content)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({ version: version(entries), files: Object.fromEntries(entries) });
}

/** The version inside a bundle's document. */
export function versionOf(document: string): string {
  return (JSON.parse(document) as { version: string }).version;
}

/** Programs are run; modules and shared parts carry an extension and are only read. */
function bundleFile(path: string, content: string): BundleFile {
  const executable = /^programs\/[^.]+$/.test(path);
  return { content, sha256: sha256(content), ...(executable && { executable }) };
}

function version(entries: readonly (readonly [string, BundleFile])[]): string {
  return sha256(
    entries.map(([path, file]) => `${path} ${file.sha256} ${file.executable ? "x" : "-"}\n`).join(""),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
