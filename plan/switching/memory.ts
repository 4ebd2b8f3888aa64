import { type Tier, tierNames } from "../../settings/schema";
import type { DeployedResource } from "../deployed";

/** What stays until it is retired: compute of each tier, and the databases on RDS. */
export const parts = [...tierNames, "rds"] as const;
export type Part = (typeof parts)[number];

/**
 * Says what might exist. Written before the thing it guards, so that a failed update never leaves a thing that the
 * program does not know. `serial` grows with each change: a record that names an older one is not about this latch.
 */
export interface Latch {
  readonly value: "no" | "yes" | "retiring";
  readonly serial: number;
}

export type Latches = Readonly<Record<Part, Latch>>;

/** Written after everything else, so that it is what the last finished update did: part -> serial of its latch. */
export interface LastSuccess {
  /** Tiers whose compute is complete. */
  readonly built: Readonly<Partial<Record<Part, number>>>;
  /** The data was moved away, and then the protection lifted: it may be removed. */
  readonly retired: Readonly<Partial<Record<Part, number>>>;
  readonly removed: Readonly<Partial<Record<Part, number>>>;
  /** Whose workers it left running, and which latch that is about; absent in stacks from before there was one. */
  readonly workers?: Running;
  /** Databases that apps ever had, also of apps that left the settings; absent in stacks from before it was written down. */
  readonly databases?: readonly string[];
  /**
   * App -> version of its passwords that its copies have, where its cache is on ElastiCache; absent in stacks without one, and
   * from before it was written down.
   */
  readonly cachePasswords?: Readonly<Record<string, number>>;
}

/**
 * Tiers whose workers may run. As a latch it is written before any is started, and a tier stays in it until an update has
 * finished that ended its workers. `serial` as of other latches.
 */
export interface Running {
  readonly tiers: readonly Tier[];
  readonly serial: number;
}

/**
 * Where the databases were last asked to be; written before they are moved. `serial` grows with each change, so that an
 * update after one that was killed asks the box again: the data may have moved, and the state not know it.
 */
export interface Asked {
  readonly want: "box" | "rds" | "stay";
  readonly serial: number;
  /** Whether they were ever to be on the box. */
  readonly everBox: boolean;
}

/** What a stack remembers from one update to the next. */
export interface Memory {
  readonly latches: Latches;
  readonly record: LastSuccess;
  /** Where the databases were after the last time they were placed or moved; undefined before the first. */
  readonly dataAt?: "box" | "rds";
  /** Serial of the wish that this was the answer to. */
  readonly placedFor?: number;
  readonly asked: Asked;
  readonly workers: Running;
  /** Tiers whose machines or services the state has, finished or not. */
  readonly computes: readonly Tier[];
}

const never: Latch = { value: "no", serial: 0 };

/** Of a stack that was never deployed. */
export const noMemory: Memory = {
  latches: { compose: never, beanstalk: never, fargate: never, rds: never },
  record: { built: {}, retired: {}, removed: {} },
  asked: { want: "stay", serial: 0, everBox: false },
  workers: { tiers: [], serial: 0 },
  computes: [],
};

/** Whether an update ever began. */
export function wasDeployed({ latches }: Memory): boolean {
  return parts.some((part) => latches[part].value !== "no");
}

/** Whether a part may be there: an update began to make it, and none removed it since. */
export function mayExist(part: Part, { latches, record }: Memory): boolean {
  return latches[part].value !== "no" && record.removed[part] !== latches[part].serial;
}

/** Whether a finished update left the tier complete, and nothing was asked of it since. */
export function isBuilt(tier: Tier, { latches, record }: Memory): boolean {
  return record.built[tier] === latches[tier].serial;
}

/** Names of the resources that remember: frozen. */
export const latchName = (part: Part): string => `latch-${part}`;
export const askedName = "latch-data";
export const workersName = "latch-workers";
export const recordName = "last-success";
export const dataHomeName = "data-home";
/** Of all that says what exists and where the data is. */
export const memoryNames: readonly string[] = [...parts.map(latchName), askedName, workersName, recordName];
/** Written anew only when they change, so that the state's own dates say since when. */
export const servingName = "serving";
export const dataAtName = "data-at";

const isStash = ({ type }: DeployedResource) => type === "pulumi:index:Stash";
const isDataHome = ({ type, name }: DeployedResource) => type.endsWith(":DataHome") && name === dataHomeName;

/** What runs a tier's apps, and ends with it. */
export const runnerTypes: Readonly<Record<Tier, string>> = {
  compose: "aws:ec2/instance:Instance",
  beanstalk: "aws:elasticbeanstalk/environment:Environment",
  fargate: "aws:ecs/service:Service",
};

/** What databases lie on, and on the box files too. */
export const holders = {
  rds: { type: "aws:rds/instance:Instance", name: "databases" },
  box: { type: "aws:ebs/volume:Volume", name: "data" },
} as const;

const isHolder = ({ type, name }: DeployedResource) =>
  Object.values(holders).some((holder) => holder.type === type && holder.name === name);

const tierRunBy = (type: string) => tierNames.find((tier) => runnerTypes[tier] === type);

/** What of a stack's resources remembers, and that what holds data is there; none of it is secret. */
export function remembering(resources: readonly DeployedResource[]): readonly DeployedResource[] {
  return resources.flatMap((one) => {
    if (isStash(one) || isDataHome(one)) return [one];
    return tierRunBy(one.type) || isHolder(one) ? [{ type: one.type, name: one.name, outputs: {} }] : [];
  });
}

/** When a value was written down; undefined when another one is, or the state does not tell. */
export function writtenAt(
  name: string,
  value: unknown,
  resources: readonly DeployedResource[],
): string | undefined {
  const found = resources.find((one) => isStash(one) && one.name === name);
  return found?.outputs["output"] === value ? found?.created : undefined;
}

/** Finds in a stack's resources what earlier updates wrote down. */
export function memoryFrom(resources: readonly DeployedResource[]): Memory {
  const stash = (name: string) =>
    resources.find((one) => isStash(one) && one.name === name)?.outputs["output"];
  const latches = parts.map(
    (part) => [part, (stash(latchName(part)) as Latch | undefined) ?? never] as const,
  );
  const home = resources.find(isDataHome);
  return {
    latches: Object.fromEntries(latches) as Record<Part, Latch>,
    record: (stash(recordName) as LastSuccess | undefined) ?? noMemory.record,
    dataAt: home?.outputs["at"] as Memory["dataAt"],
    placedFor: home?.outputs["serial"] as Memory["placedFor"],
    asked: (stash(askedName) as Asked | undefined) ?? noMemory.asked,
    workers: (stash(workersName) as Running | undefined) ?? {
      tiers: tierNames.filter((tier) => tier === stash(servingName)),
      serial: 0,
    },
    computes: tierNames.filter((tier) => resources.some(({ type }) => tierRunBy(type) === tier)),
  };
}
