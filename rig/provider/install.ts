import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installPolicyPack } from "../policy-pack";

const providers = ["aws", "docker", "random"] as const;
const resolve = createRequire(__filename).resolve;
const loader = join(__dirname, "../../scripts/loader.cjs");

/** Puts the stand-ins where the engine looks for plugins, under the very versions the program's SDKs ask for. */
export function installProviders(pulumiHome: string, main = join(__dirname, "main.ts")): void {
  for (const provider of providers) {
    const version = sdkVersion(provider);
    const folder = join(pulumiHome, "plugins", `resource-${provider}-v${version}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `pulumi-resource-${provider}`), launcher(version, main), { mode: 0o755 });
  }
  installDynamicProvider(pulumiHome);
  installPolicyPack(pulumiHome);
}

/** Pulumi's own process for dynamic resources, which its installer puts beside the CLI; one that ends with the engine. */
function installDynamicProvider(pulumiHome: string): void {
  const [node, watch, main] = [
    process.execPath,
    join(__dirname, "exit-with-parent.cjs"),
    resolve("@pulumi/pulumi/cmd/dynamic-provider"),
  ].map(quoted);
  const folder = join(pulumiHome, "plugins", `resource-pulumi-nodejs-v${sdkVersion("pulumi")}`);
  const script = `#!/bin/sh\nexec ${node} --require ${watch} ${main} "$@"\n`;
  mkdirSync(folder);
  writeFileSync(join(folder, "pulumi-resource-pulumi-nodejs"), script, { mode: 0o755 });
}

function sdkVersion(provider: string): string {
  const file = resolve(`@pulumi/${provider}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function launcher(version: string, main: string): string {
  const [node, load, program] = [process.execPath, loader, main].map(quoted);
  return `#!/bin/sh\nSTAND_IN_VERSION=${version} exec ${node} --require ${load} ${program} "$@"\n`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
