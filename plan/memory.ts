import type { Problem } from "../settings/problems";
import instanceData from "./data/instance-types.json";
import type { MemoryPlan } from "./types";

/** Share of an instance's nominal memory that Linux reports as MemTotal (1,907 of 2,048 MiB on t4g.small). */
const usableShare = 0.93;
/** Kernel, systemd, Docker, SSM agent at rest, in MiB. */
const systemMb = 240;
const edgeMb = 48;
/** A container's shim and bookkeeping outside its own limit, in MiB. */
const perContainerMb = 5;
const maxSwapMb = 2048;

export interface MemoryNeeds {
  readonly instanceType: string;
  readonly apps: readonly { readonly name: string; readonly memoryMb: number }[];
  /** Undefined when no app has a database. */
  readonly databaseMb?: number;
  /** Undefined when no app has a cache. */
  readonly cacheMb?: number;
}

interface InstanceType {
  readonly type: string;
  readonly memoryMb: number;
}

/** Known instance types, smallest memory first. */
export function instanceTypes(): readonly string[] {
  return instanceData.types.map((instance) => instance.type);
}

/** Known types of the same family with less memory. */
export function smallerInstanceTypes(type: string): readonly string[] {
  const { memoryMb } = instanceNamed(type);
  const family = type.split(".")[0];
  return instanceData.types
    .filter((instance) => instance.type.startsWith(`${family}.`) && instance.memoryMb < memoryMb)
    .map((instance) => instance.type);
}

/** Whether the type has CPU credits. */
export function isBurstable(type: string): boolean {
  return instanceData.types.some((instance) => instance.type === type && instance.burstable);
}

/**
 * The memory arithmetic: every container at its limit, and the largest app twice because a rolling update runs the new
 * version beside the old. Swap is a cushion, never counted.
 */
export function memoryPlan(needs: MemoryNeeds): MemoryPlan {
  const usableMb = usable(instanceNamed(needs.instanceType));
  const lines = memoryLines(needs);
  const neededMb = lines.reduce((sum, line) => sum + line.mb, 0);
  return {
    usableMb,
    lines,
    neededMb,
    freeMb: usableMb - neededMb,
    swapMb: Math.min(maxSwapMb, instanceNamed(needs.instanceType).memoryMb),
    smallestThatFits: smallestThatFits(neededMb),
  };
}

/** Why the apps do not fit, with the arithmetic; empty when they do. */
export function memoryProblems(needs: MemoryNeeds): readonly Problem[] {
  if (!instanceTypes().includes(needs.instanceType)) return [unknownInstance(needs.instanceType)];
  const plan = memoryPlan(needs);
  if (plan.freeMb >= 0) return [];
  const sum = plan.lines.map((line) => `${line.what} ${line.mb}`).join(" + ");
  return [
    {
      path: "box.instance",
      problem: "the apps do not fit into the box's memory",
      got: `${needs.instanceType} with ${plan.usableMb} MiB for ${plan.neededMb} MiB (${sum})`,
      allowed: plan.smallestThatFits === "" ? "less memory per app" : `${plan.smallestThatFits} or larger`,
      hint:
        plan.smallestThatFits === ""
          ? "lower memoryMb of the apps"
          : `pulumi config set --path 'ladder:box.instance' ${plan.smallestThatFits}`,
    },
  ];
}

function memoryLines(needs: MemoryNeeds): MemoryPlan["lines"] {
  const extra = [
    { what: "system", mb: systemMb },
    { what: "caddy", mb: edgeMb },
    { what: "postgres", mb: needs.databaseMb ?? 0 },
    { what: "redis", mb: needs.cacheMb ?? 0 },
  ].filter((line) => line.mb > 0);
  const containers = extra.length - 1 + needs.apps.length;
  return [
    ...extra,
    { what: `${needs.apps.length} apps`, mb: needs.apps.reduce((sum, app) => sum + app.memoryMb, 0) },
    { what: `${containers} containers x ${perContainerMb}`, mb: containers * perContainerMb },
    { what: "largest app again while it updates", mb: Math.max(0, ...needs.apps.map((app) => app.memoryMb)) },
  ];
}

function smallestThatFits(neededMb: number): string {
  const fitting = instanceData.types.filter((instance) => instance.burstable && usable(instance) >= neededMb);
  const larger = instanceData.types.filter((instance) => usable(instance) >= neededMb);
  return (fitting[0] ?? larger[0])?.type ?? "";
}

function usable(instance: InstanceType): number {
  return Math.floor(instance.memoryMb * usableShare);
}

function instanceNamed(type: string): InstanceType {
  const found = instanceData.types.find((instance) => instance.type === type);
  if (!found) throw new RangeError(`unknown instance type ${type}`);
  return found;
}

function unknownInstance(type: string): Problem {
  return {
    path: "box.instance",
    problem: "unknown or not an arm64 type",
    got: type,
    allowed: instanceTypes().join(", "),
  };
}
