import type { Document } from "yaml";
import type { Tier } from "../../settings/schema";
import { Deployment, type Update } from "./deployment";

export function apps(settings: Document, ...list: readonly object[]): void {
  settings.setIn(["config", "ladder:apps"], settings.createNode(list));
}

/** Apps under example.com, by a first `up` on a tier. `before` it the cloud may be told how to behave. */
export async function deployedOn(
  tier: Tier,
  list: readonly object[],
  before: (deployment: Deployment) => void = () => undefined,
): Promise<{ readonly deployment: Deployment; readonly update: Update }> {
  const deployment = (await Deployment.init("dev")).edit((settings) => {
    settings.setIn(["config", "ladder:tier"], tier);
    settings.setIn(["config", "ladder:domain"], "example.com");
    // Its review asks for every other tier.
    settings.deleteIn(["config", "ladder:budget"]);
    settings.deleteIn(["config", "ladder:alerts"]);
    apps(settings, ...list);
  });
  before(deployment);
  const update = await deployment.up();
  if (update.exitCode !== 0) throw new Error(`the first up failed:\n${update.stdout}${update.stderr}`);
  return { deployment, update };
}
