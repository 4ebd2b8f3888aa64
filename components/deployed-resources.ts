import { runtime } from "@pulumi/pulumi";
import type { DeployedResource } from "../plan/deployed";

/** What the engine answers for a stack: resources of its last update by URN. */
interface Answer {
  readonly outputs?: Readonly<
    Record<string, { readonly type: string; readonly outputs: DeployedResource["outputs"] }>
  >;
}

/**
 * The running stack's resources as its last update left them, failed or not. Awaited before anything is registered. A
 * stack without outputs was never deployed; engines stop at a stack without a state, so it is not asked for more.
 */
export async function deployedResources(stack: string): Promise<readonly DeployedResource[]> {
  if (!runtime.hasEngine()) return [];
  const { outputs: known } = (await runtime.invoke("pulumi:pulumi:readStackOutputs", {
    name: stack,
  })) as Answer;
  if (Object.keys(known ?? {}).length === 0) return [];
  const { outputs = {} } = (await runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
    stackName: stack,
  })) as Answer;
  return Object.entries(outputs).map(([urn, { type, outputs: values }]) => ({
    type,
    name: urn.split("::").slice(3).join("::"),
    outputs: values,
  }));
}
