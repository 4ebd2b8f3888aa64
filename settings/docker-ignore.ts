import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ignore from "@balena/dockerignore";

export interface DockerIgnore {
  /** Whether a file is not sent to the build. */
  readonly ignores: (path: string) => boolean;
  /** Whether a folder need not be looked into. */
  readonly prunes: (path: string) => boolean;
}

const everything: DockerIgnore = { ignores: () => false, prunes: () => false };

/** Docker prefers the file that carries the Dockerfile's name, and always sends the Dockerfile itself. */
const ignoreFiles = ["Dockerfile.dockerignore", ".dockerignore"];
const alwaysSent = "Dockerfile";

/** What a build context's ignore file leaves out. */
export function dockerIgnore(dir: string): DockerIgnore {
  const file = ignoreFiles.map((name) => join(dir, name)).find((name) => existsSync(name));
  if (file === undefined) return everything;
  const text = readFileSync(file, "utf8");
  const rules = ignore({ ignorecase: false }).add(text);
  // An exception (`!`) may bring back a file of an ignored folder, so then every folder is looked into.
  const exceptions = /^\s*!/m.test(text);
  return {
    ignores: (path) => path !== alwaysSent && rules.ignores(path),
    prunes: (path) => !exceptions && rules.ignores(path),
  };
}
