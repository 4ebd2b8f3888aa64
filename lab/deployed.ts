import { join } from "node:path";
import { readFileSync } from "node:fs";
import type { DeployedResource } from "../plan/deployed";
import type { About } from "./about";
import { stackName, type LabFolder } from "./lab-folder";
import { pulumi } from "./pulumi";

interface Exported {
  readonly urn: string;
  readonly type: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the lab's stack has deployed, as its state says. */
export async function deployedResources(
  folder: LabFolder,
  about: About,
): Promise<readonly DeployedResource[]> {
  const file = join(folder.path, "export.json");
  const words = ["-C", folder.path, "stack", "export", "--stack", stackName, "--file", file];
  await pulumi(folder, about, words, () => undefined);
  const { deployment } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly deployment: { readonly resources: readonly Exported[] };
  };
  return deployment.resources.map(({ urn, type, outputs = {} }) => ({
    ...{ type, outputs },
    name: urn.split("::").slice(3).join("::"),
  }));
}
