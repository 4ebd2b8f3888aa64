import type { ManagedPlan } from "./managed";
import type { AppPlan, Homes } from "./types";

/** Decisions that the user did not write down, one sentence each. */
export function planNotes(apps: readonly AppPlan[], homes: Homes, managed: ManagedPlan): readonly string[] {
  const rounded = Object.entries(managed.fargate?.sizes ?? {}).flatMap(([name, { cpu, memoryMb }]) => {
    const asked = apps.find((app) => app.name === name)?.memoryMb;
    return asked === undefined || asked === memoryMb
      ? []
      : [`${name} ${asked} -> ${memoryMb} MiB with ${cpu} CPU units`];
  });
  const filed = apps.filter((app) => app.volumes.length > 0).map(({ name }) => name);
  return [
    ...(rounded.length > 0 ? [`Fargate sells certain sizes only; rounded up: ${rounded.join(", ")}.`] : []),
    ...(homes.files === "efs" && filed.length > 0
      ? [
          `Volumes are on EFS (${filed.join(", ")}): billed by the GB, slower than a disk, and databases in files such as SQLite may run on one copy only.`,
        ]
      : []),
  ];
}
