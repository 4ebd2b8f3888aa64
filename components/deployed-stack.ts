import { runtime } from "@pulumi/pulumi";
import type { DeployedResource, DeployedStack } from "../plan/deployed";

/** What the engine answers for a stack. */
interface Answer<Value> {
  readonly outputs?: Readonly<Record<string, Value>>;
}

let assumed: DeployedStack = { outputs: {}, resources: [] };

/** Without an engine, a stack counts as never deployed, unless the command line says what is. */
export function assumeDeployed(stack: DeployedStack): void {
  assumed = stack;
}

/**
 * The running stack as its last update left it, failed or not. Awaited before anything is registered. A stack without
 * outputs was never deployed (see `keepOutputs`); engines stop at a stack without a state, so it is not asked for more.
 */
export async function deployedStack(stack: string): Promise<DeployedStack> {
  if (!runtime.hasEngine()) return assumed;
  const { outputs = {} } = (await runtime.invoke("pulumi:pulumi:readStackOutputs", {
    name: stack,
  })) as Answer<unknown>;
  if (Object.keys(outputs).length === 0) return { outputs, resources: [] };
  const { outputs: resources = {} } = (await runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
    stackName: stack,
  })) as Answer<{ readonly type: string; readonly outputs: DeployedResource["outputs"] }>;
  return { outputs, resources: Object.entries(resources).map(named) };
}

function named([urn, { type, outputs }]: [string, Omit<DeployedResource, "name">]): DeployedResource {
  return { type, name: urn.split("::").slice(3).join("::"), outputs };
}
