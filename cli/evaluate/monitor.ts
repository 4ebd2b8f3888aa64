import { runtime } from "@pulumi/pulumi";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";
import type { RecordedResource } from "./recorded-resource";
import { readable } from "./wire-values";

/** The parts of a register request that we read; the SDK's generated classes are not typed for the outside. */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAliasurnsList(): string[];
  getDependenciesList(): string[];
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
}

interface Monitor {
  newUrn(parent: string, type: string, name: string): string;
  registerResource(request: RegisterRequest, callback: unknown): Promise<void>;
}

export const stackType = "pulumi:pulumi:Stack";

/**
 * Sees every resource with its options, which Pulumi's mocks do not pass on, and gives URNs all their parents' types,
 * as the engine does. `onRegister` runs just before the mock answers for that resource.
 */
export function watchMonitor(onRegister: (resource: RecordedResource) => void): void {
  const monitor = getMonitor() as unknown as Monitor;
  monitor.newUrn = fullUrn;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    if (request.getType() !== stackType) onRegister(recorded(request));
    return register(request, callback);
  };
}

function fullUrn(parent: string, type: string, name: string): string {
  const parentType = parent.split("::")[2] ?? "";
  const qualified = parentType === "" || parentType === stackType ? type : `${parentType}$${type}`;
  return ["urn:pulumi:" + runtime.getStack(), runtime.getProject(), qualified, name].join("::");
}

function recorded(request: RegisterRequest): RecordedResource {
  const parent = request.getParent();
  return {
    urn: fullUrn(parent, request.getType(), request.getName()),
    type: request.getType(),
    name: request.getName(),
    parent: parent === "" || parent.includes(`::${stackType}::`) ? undefined : parent,
    custom: request.getCustom(),
    inputs: readable(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
    options: {
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      aliases: request.getAliasurnsList(),
      dependsOn: request.getDependenciesList().filter((urn) => !urn.includes(`::${stackType}::`)),
      timeouts: timeouts(request),
    },
  };
}

function timeouts(request: RegisterRequest): readonly string[] {
  const limits = request.getCustomtimeouts();
  if (!limits) return [];
  const steps = { create: limits.getCreate(), update: limits.getUpdate(), delete: limits.getDelete() };
  return Object.entries(steps).flatMap(([step, limit]) => (limit === "" ? [] : [`${step}=${limit}`]));
}
