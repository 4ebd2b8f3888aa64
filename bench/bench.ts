import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { paired, runNode } from "./child";
import { benchCost } from "./cost";
import { benchEngine } from "./engine";
import { manyApps } from "./many-apps";
import { print } from "./print";
import { sdkModules } from "./sdk-modules";
import { benchTiers } from "./tiers";

const project = resolve(__dirname, "..");
const loader = ["--require", resolve(project, "scripts/loader.cjs")];
const preview = [...loader, resolve(project, "cli/preview.ts")];
const runs = 7;
const sizes = [100, 1000] as const;

async function main(): Promise<void> {
  previewAgainstFloor();
  growth();
  await benchEngine();
  await benchTiers();
  await benchCost();
}

/** Whole process of the offline preview against bare node loading the same SDK modules. */
function previewAgainstFloor(): void {
  const load = sdkModules(project)
    .map((name) => `require(${JSON.stringify(name)})`)
    .join(";");
  const [ours, floor] = paired(
    runs,
    () => runNode(preview, project),
    () => runNode(["-e", load], project),
  );
  print("offline preview of dev", ours.seconds, "s");
  print("floor: node loading the same SDK modules", floor.seconds, "s");
  print("ratio (goal 1.25)", ours.seconds / floor.seconds, "x");
}

/** Ten times the apps: time and memory. */
function growth(): void {
  const folder = manyApps(sizes);
  const sized = (size: number) => () => runNode([...preview, "--stack", `apps${size}`, "--json"], folder);
  const [small, large] = paired(3, sized(sizes[0]), sized(sizes[1]));
  rmSync(folder, { recursive: true });
  print(`preview of ${sizes[0]} apps`, small.seconds, "s");
  print(`preview of ${sizes[1]} apps`, large.seconds, "s");
  print("ratio (goal 11)", large.seconds / small.seconds, "x");
  print("peak memory (goal 1024)", large.peakMb, "MB");
}

void main();
