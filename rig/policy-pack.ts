import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const pack = resolve(__dirname, "../policy");
/**
 * The language host of the tests is an older one that starts no policy packs (scripts/tools/language-host). For a runtime
 * that has no host the engine starts this program instead, in the same way: docs/decisions/policy-pack.md.
 */
const runtime = "tests";

/** Puts the pack, as it is but for its runtime, below Pulumi's home, and what starts it where the engine looks. */
export function installPolicyPack(pulumiHome: string): void {
  const copy = policyPack(pulumiHome);
  mkdirSync(copy);
  const project = readFileSync(join(pack, "PulumiPolicy.yaml"), "utf8");
  writeFileSync(join(copy, "PulumiPolicy.yaml"), project.replace("runtime: nodejs", `runtime: ${runtime}`));
  for (const file of ["index.js", "package.json"]) symlinkSync(join(pack, file), join(copy, file));
  const folder = join(pulumiHome, "plugins", `analyzer-policy-${runtime}-v1.0.0`);
  mkdirSync(folder, { recursive: true });
  const main = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const script = `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`;
  writeFileSync(join(folder, `pulumi-analyzer-policy-${runtime}`), script, { mode: 0o755 });
}

/** The folder for `--policy-pack`. */
export function policyPack(pulumiHome: string): string {
  return join(pulumiHome, "policy-pack");
}
