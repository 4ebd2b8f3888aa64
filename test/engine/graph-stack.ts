import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph, Resource } from "../../policy/rule";
import { Deployment } from "./deployment";
import types from "../../rig/provider/types.json";
import { project } from "../../rig/pulumi-cli";

const program = join(__dirname, "graph-program");
/** Whether the stand-in providers know it; what Pulumi makes itself no rule judges. */
export function isRegistered({ type }: Resource): boolean {
  return type.startsWith("aws:") && Object.hasOwn(types, type);
}

/** A stack of the real engine whose resources are those of a recorded graph. */
export async function graphStack(graph: Graph): Promise<{ deployment: Deployment; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "ladder-graph-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(program, folder, { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "graph.json"), JSON.stringify(graph.filter(isRegistered)));
  return { deployment: await Deployment.init("dev"), folder };
}
