import { type Tier, tierNames } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
import { type Choice, choicesOf, type Situation } from "./choices";
import { handRecords } from "./hand-records";
import { type KnownSize, knownSize, writeStopSeconds } from "./known-size";
import {
  dataAtName,
  isBuilt,
  mayExist,
  type Memory,
  memoryFrom,
  type Part,
  parts,
  servingName,
  writtenAt,
} from "./memory";
import { updatesOfRetirement } from "./retire-steps";
import { isSplit, type Shares, sharesIn } from "./shares";
import { tierBefore } from "./steps";
import { mayRunWorkers } from "./workers";

/** What a stack remembers of its switches, for a person or a program. */
export interface SwitchStatus {
  /** Of the last update that finished. */
  readonly serves?: Tier;
  /** When the update ended that made it serve, in ISO 8601. */
  readonly servesSince?: string;
  /** Percent of the visitors that the stack's own records send to each tier; absent where it sets none. */
  readonly visitors?: Shares;
  readonly dataAt?: "box" | "rds";
  readonly dataSince?: string;
  /** What the databases held when the box was asked last, and how long nobody could write while they are moved. */
  readonly data?: KnownSize & { readonly writeStopSeconds: number };
  /** Where an unfinished move is to end. */
  readonly dataWanted?: "box" | "rds";
  readonly standbys: readonly Tier[];
  /** Parts that an update began to make and did not finish. */
  readonly unfinished: readonly Part[];
  /** Parts of which no compute runs and that no setting asks for: of a switch that was given up, or RDS without a database. */
  readonly leftOver: readonly Part[];
  /** Whether RDS is among what is left over, billed and used by nobody. */
  readonly rdsLeftOver: boolean;
  /** The last update left workers, where there are any, stopped: the next one starts them. */
  readonly workersStopped?: true;
  /** Parts whose retirement has begun, and how many updates with the same `retire` it still takes. */
  readonly retiring: readonly { readonly part: Part; readonly updates: "one" | "two" | "three" }[];
  /** Records to set by hand so that visitors reach a tier, the serving one first; absent where the stack sets them all. */
  readonly byHand?: readonly { readonly tier: Tier; readonly records: readonly string[] }[];
  readonly choices: readonly Choice[];
}

/** How the stack is called, and what is known besides its state. */
export interface Asking extends Pick<Situation, "stack" | "exportFile" | "wish"> {
  /** What the databases hold by the box's own word, which is newer. */
  readonly size?: KnownSize;
}

/** Read from the state. */
export function switchStatus(
  { outputs, resources }: DeployedStack,
  { size: now, ...asking }: Asking,
): SwitchStatus {
  const memory = memoryFrom(resources);
  const serves = tierBefore(outputs);
  const found = findParts(serves, memory);
  const { standbys, unfinished, leftOver, retiring, rdsLeftOver } = found;
  const size = now ?? knownSize(resources, memory.dataAt);
  const { want } = memory.asked;
  const moving = want !== "stay" && memory.dataAt !== undefined && want !== memory.dataAt;
  const visitors = sharesIn(resources);
  return {
    serves,
    ...since("servesSince", writtenAt(servingName, serves, resources)),
    ...(Object.keys(visitors).length > 0 && { visitors }),
    dataAt: memory.dataAt,
    ...since("dataSince", writtenAt(dataAtName, memory.dataAt, resources)),
    ...(size && { data: { ...size, writeStopSeconds: writeStopSeconds(size) } }),
    ...(moving && { dataWanted: want }),
    standbys,
    unfinished,
    leftOver,
    rdsLeftOver,
    ...(workersStopped(serves, memory) && { workersStopped: true }),
    retiring: retiring.map((part) => ({ part, updates: updatesLeft(part, memory) })),
    ...byHand([serves, ...standbys], outputs, resources),
    choices:
      serves === undefined
        ? []
        : choicesOf({
            ...asking,
            ...{ serves, unfinished, leftOver, retiring, dataAt: memory.dataAt },
            standbys: standbys.filter((tier) => !retiring.includes(tier)),
            there: found.there,
            split: isSplit(visitors),
            mayComeHome: mayComeHome(found, memory),
          }),
  };
}

function findParts(serves: Tier | undefined, memory: Memory) {
  const there = parts.filter((part) => mayExist(part, memory));
  const retiring = there.filter((part) => memory.latches[part].value === "retiring");
  const standbys = tierNames.filter(
    (tier) => tier !== serves && there.includes(tier) && isBuilt(tier, memory),
  );
  const begun = tierNames.filter(
    (tier) => tier !== serves && there.includes(tier) && !standbys.includes(tier) && !retiring.includes(tier),
  );
  const givenUp = isFinished(memory) ? begun.filter((tier) => !memory.computes.includes(tier)) : [];
  const managed = there.filter((part) => part !== "compose");
  const used =
    memory.dataAt === "rds" || managed.some((part) => memory.computes.some((tier) => tier === part));
  const rdsLeftOver = isFinished(memory) && managed.some((part) => !retiring.includes(part)) && !used;
  const rds = rdsLeftOver && there.includes("rds") && !retiring.includes("rds") ? (["rds"] as const) : [];
  return {
    ...{ there, retiring, standbys, rdsLeftOver },
    unfinished: begun.filter((tier) => !givenUp.includes(tier)),
    leftOver: [...givenUp, ...rds],
  };
}

/** Whether the last update that began something has also ended; stacks from before it was written down do not tell. */
function isFinished({ record, workers, asked, placedFor }: Memory): boolean {
  return (
    (record.workers === undefined || record.workers.serial === workers.serial) &&
    (placedFor === undefined || placedFor === asked.serial)
  );
}

function updatesLeft(part: Part, memory: Memory): "one" | "two" | "three" {
  if (memory.record.retired[part] === memory.latches[part].serial) return "one";
  const managed = parts.filter((one) => one !== "compose" && mayExist(one, memory));
  return updatesOfRetirement(part, managed, memory.dataAt);
}

/** On the box alone, with databases that only `database: rds` took to RDS. */
function mayComeHome({ there }: ReturnType<typeof findParts>, { dataAt, asked }: Memory): boolean {
  return dataAt === "rds" && asked.want !== "box" && there.every((part) => ["compose", "rds"].includes(part));
}

/** Stacks from before there was such a record do not tell. */
function workersStopped(serves: Tier | undefined, memory: Memory): boolean {
  return (
    serves !== undefined && memory.record.workers !== undefined && !mayRunWorkers(memory).includes(serves)
  );
}

function byHand(
  tiers: readonly (Tier | undefined)[],
  outputs: DeployedStack["outputs"],
  resources: DeployedStack["resources"],
): Pick<SwitchStatus, "byHand"> {
  const { recordsToSetByHand: hosts } = outputs;
  if (!Array.isArray(hosts) || hosts.length === 0) return {};
  const known = tiers.flatMap((tier) => (tier === undefined ? [] : [tier]));
  return {
    byHand: known.map((tier) => ({ tier, records: handRecords(tier, hosts.map(String), resources) })),
  };
}

function since<Name extends string>(name: Name, time: string | undefined): Partial<Record<Name, string>> {
  return (time === undefined ? {} : { [name]: time }) as Partial<Record<Name, string>>;
}
