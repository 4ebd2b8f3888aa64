import { resolve } from "node:path";
import { loadWithDomain } from "../cli/load-with-domain";
import { evaluateStack } from "../cli/review-stack";
import { tierNames, type Tier } from "../settings/schema";
import { Deployment } from "../test/engine/deployment";
import { paired, runNode } from "./child";
import { print } from "./print";
import { sdkModules } from "./sdk-modules";

const project = resolve(__dirname, "..");
const runs = 5;
const stack = "prod";
const domain = "example.com";

/** Each tier of one stack: resources, the offline preview against the floor, and a first `up` on the real engine. */
export async function benchTiers(): Promise<void> {
  for (const tier of tierNames) {
    const { resources } = await evaluateStack(loadWithDomain({ stack, tier, set: [] }));
    print(`${stack} on ${tier}: resources`, resources.length, "");
    offline(tier);
    print(`${stack} on ${tier}: first up on the engine`, await firstUp(tier), "s");
  }
}

/** Floor: node loading the SDK modules that the program imports, whatever the tier. */
function offline(tier: Tier): void {
  const preview = ["--require", resolve(project, "scripts/loader.cjs"), resolve(project, "cli/preview.ts")];
  // A stack over its budget is evaluated again for each cheaper change.
  const changes = ["--set", `domain=${domain}`, "--set", "budget=null"];
  const chosen = ["--stack", stack, "--tier", tier, ...changes];
  const load = sdkModules(project).map((name) => `require(${JSON.stringify(name)})`);
  const [ours, floor] = paired(
    runs,
    () => runNode([...preview, ...chosen], project),
    () => runNode(["-e", load.join(";")], project),
  );
  print(`${stack} on ${tier}: offline preview`, ours.seconds, "s");
  print(`${stack} on ${tier}: against the floor`, ours.seconds / floor.seconds, "x");
}

async function firstUp(tier: Tier): Promise<number> {
  const deployment = (await Deployment.init(stack)).edit((settings) => {
    settings.setIn(["config", "ladder:tier"], tier);
    settings.setIn(["config", "ladder:domain"], domain);
    settings.deleteIn(["config", "ladder:budget"]);
  });
  const { seconds, exitCode, stdout, stderr } = await deployment.up();
  if (exitCode !== 0) throw new Error(`up of ${tier} failed: ${stdout}${stderr}`);
  return seconds;
}
