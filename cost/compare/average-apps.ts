import type { AppNeed } from "./types";

type Trait = (app: AppNeed) => boolean;

/**
 * `count` apps like the stack's average one. Every trait occurs in the stack's share, rounded, so that as many apps as
 * the stack has are the stack's own mix. A static site has no other trait.
 */
export function averageApps(apps: readonly AppNeed[], count: number): AppNeed[] {
  const containers = apps.filter(({ kind }) => kind !== "static");
  const statics = Math.round((count * (apps.length - containers.length)) / apps.length);
  const memoryMb = meanMemory(containers);
  const average = (index: number): AppNeed => ({
    name: `app-${index + 1}`,
    kind: spread(containers, index, ({ kind }) => kind === "worker") ? "worker" : "web",
    memoryMb,
    database: spread(containers, index, ({ database }) => database),
    cache: spread(containers, index, ({ cache }) => cache),
    volumes: spread(containers, index, ({ volumes }) => volumes > 0) ? 1 : 0,
  });
  return [
    ...Array.from({ length: count - statics }, (_, index) => average(index)),
    ...Array.from({ length: statics }, (_, index) => staticSite(count - statics + index)),
  ];
}

// Apps 0..index hold round(share x (index + 1)) of the trait; this one has it when it makes the step.
function spread(apps: readonly AppNeed[], index: number, trait: Trait): boolean {
  const share = apps.length === 0 ? 0 : apps.filter(trait).length / apps.length;
  return Math.round(share * (index + 1)) > Math.round(share * index);
}

function meanMemory(apps: readonly AppNeed[]): number {
  const sum = apps.reduce((total, { memoryMb }) => total + memoryMb, 0);
  return apps.length === 0 ? 0 : Math.ceil(sum / apps.length);
}

function staticSite(index: number): AppNeed {
  const traits = { database: false, cache: false, volumes: 0 };
  return { name: `app-${index + 1}`, kind: "static", memoryMb: 0, ...traits };
}
