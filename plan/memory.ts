import instanceData from "../settings/data/instance-types.json";
import { configCommand } from "../settings/config-command";
import type { Problem } from "../settings/problems";
import type { MemoryPlan } from "./types";

/** Share of an instance's nominal memory that Linux reports as MemTotal (1,907 of 2,048 MiB on t4g.small). */
const usableShare = 0.93;
/** Kernel, systemd, Docker, SSM agent at rest, in MiB. */
const systemMb = 240;
/** At rest it needs 16 MiB; 1,000 slow clients need 65 MiB and killed it at 48 (test/box-rig/edge-slow.box.ts). */
const edgeMb = 80;
/** A container's shim and bookkeeping outside its own limit, in MiB. */
const perContainerMb = 5;
const maxSwapMb = 2048;

export interface MemoryNeeds {
  /** Where the instance type is set; box.instance by default. */
  readonly setting?: "box.instance" | "beanstalk.instance";
  readonly instanceType: string;
  readonly apps: readonly { readonly name: string; readonly memoryMb: number }[];
  /** Undefined when no app has a database. */
  readonly databaseMb?: number;
  /** Undefined when no app has a cache. */
  readonly cacheMb?: number;
}

type InstanceType = (typeof instanceData.types)[number];

/** Known instance types: smallest memory first, of equal memory the burstable ones, then those with fewer vCPUs. */
const instanceTypes: readonly InstanceType[] = instanceData.types.toSorted(
  (a, b) => a.memoryMb - b.memoryMb || Number(b.burstable) - Number(a.burstable) || a.vcpu - b.vcpu,
);

/** Known types of the same family with less memory, smallest first. */
export function smallerInstanceTypes(type: string): readonly string[] {
  const { memoryMb } = instanceNamed(type);
  const family = type.split(".")[0];
  return instanceTypes
    .filter((instance) => instance.type.startsWith(`${family}.`) && instance.memoryMb < memoryMb)
    .map((instance) => instance.type);
}

/** Whether the type has CPU credits. */
export function isBurstable(type: string): boolean {
  return instanceTypes.some((instance) => instance.type === type && instance.burstable);
}

/**
 * The memory arithmetic: every container at its limit, and the largest app twice because its migration runs in a
 * container of its own beside the version that serves. Swap is a cushion, never counted.
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
export function memoryProblems(needs: MemoryNeeds, stack: string): readonly Problem[] {
  const plan = memoryPlan(needs);
  if (plan.freeMb >= 0) return [];
  const setting = needs.setting ?? "box.instance";
  const sum = plan.lines.map((line) => `${line.what} ${line.mb}`).join(" + ");
  return [
    {
      path: setting,
      problem: `the apps do not fit into the ${setting === "box.instance" ? "box" : "instance"}'s memory, ${-plan.freeMb} MiB are missing`,
      got: `${needs.instanceType} with ${plan.usableMb} MiB for ${plan.neededMb} MiB (${sum})`,
      allowed: plan.smallestThatFits === "" ? "less memory per app" : `${plan.smallestThatFits} or larger`,
      hint: [...largerInstance(setting, plan.smallestThatFits, stack), ...smallerApp(needs.apps)].join(
        ", or ",
      ),
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

function largerInstance(setting: string, instanceType: string, stack: string): readonly string[] {
  if (instanceType === "") return [];
  return [configCommand(stack, `set --path 'ladder:${setting}' ${instanceType}`)];
}

function smallerApp(apps: MemoryNeeds["apps"]): readonly string[] {
  const [largest] = apps.toSorted((a, b) => b.memoryMb - a.memoryMb);
  return largest ? [`lower memoryMb of ${largest.name}, the largest app (${largest.memoryMb} MiB)`] : [];
}

function smallestThatFits(neededMb: number): string {
  return instanceTypes.find((instance) => usable(instance) >= neededMb)?.type ?? "";
}

function usable(instance: InstanceType): number {
  return Math.floor(instance.memoryMb * usableShare);
}

function instanceNamed(type: string): InstanceType {
  const found = instanceTypes.find((instance) => instance.type === type);
  if (!found) throw new RangeError(`unknown instance type ${type}`);
  return found;
}
