import { type Tier, tierNames } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
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
import { tierBefore } from "./steps";
import { mayRunWorkers } from "./workers";

/** What a stack remembers of its switches, for a person or a program. */
export interface SwitchStatus {
  /** Of the last update that finished. */
  readonly serves?: Tier;
  /** When the update ended that made it serve, in ISO 8601. */
  readonly servesSince?: string;
  readonly dataAt?: "box" | "rds";
  readonly dataSince?: string;
  /** What the databases held when the box was asked last, and how long nobody could write while they are moved. */
  readonly data?: KnownSize & { readonly writeStopSeconds: number };
  /** Where an unfinished move is to end. */
  readonly dataWanted?: "box" | "rds";
  readonly standbys: readonly Tier[];
  /** Parts that an update began to make and did not finish. */
  readonly unfinished: readonly Part[];
  /** Parts of a switch that was given up: what holds data of them stays, and is billed, until they are retired. */
  readonly leftOver: readonly Part[];
  /** The last update left workers, where there are any, stopped: the next one starts them. */
  readonly workersStopped?: true;
  /** Parts whose protection is lifted; the next update with the same `retire` removes them. */
  readonly retiring: readonly Part[];
  /** Records to set by hand so that visitors reach a tier, the serving one first; absent where the stack sets them all. */
  readonly byHand?: readonly { readonly tier: Tier; readonly records: readonly string[] }[];
  readonly choices: readonly Choice[];
}

/** What may be done next. */
export interface Choice {
  /** What to type; absent for doing nothing. */
  readonly command?: string;
  /** The settings that it leaves the stack with, as `path=value`. */
  readonly set: readonly string[];
  readonly does: string;
}

/** Read from the state; `now`: what the databases hold by the box's own word, which is newer. */
export function switchStatus({ outputs, resources }: DeployedStack, now?: KnownSize): SwitchStatus {
  const memory = memoryFrom(resources);
  const serves = tierBefore(outputs);
  const there = parts.filter((part) => mayExist(part, memory));
  const tiers = tierNames.filter((tier) => there.includes(tier));
  const standbys = tiers.filter((tier) => tier !== serves && isBuilt(tier, memory));
  const retiring = there.filter((part) => memory.record.retired[part] === memory.latches[part].serial);
  const begun = tiers.filter(
    (tier) => tier !== serves && !isBuilt(tier, memory) && memory.latches[tier].value !== "retiring",
  );
  const { want } = memory.asked;
  // The box serves, is not asked to give its data away, and nothing runs of them.
  const leftOver =
    serves === "compose" && want !== "rds" ? begun.filter((tier) => !memory.computes.includes(tier)) : [];
  const stay = standbys.filter((tier) => memory.latches[tier].value !== "retiring");
  const size = now ?? knownSize(resources, memory.dataAt);
  const moving = want !== "stay" && memory.dataAt !== undefined && want !== memory.dataAt;
  return {
    serves,
    ...since("servesSince", writtenAt(servingName, serves, resources)),
    dataAt: memory.dataAt,
    ...since("dataSince", writtenAt(dataAtName, memory.dataAt, resources)),
    ...(size && { data: { ...size, writeStopSeconds: writeStopSeconds(size) } }),
    ...(moving && { dataWanted: want }),
    standbys,
    unfinished: begun.filter((tier) => !leftOver.includes(tier)),
    leftOver,
    ...(workersStopped(serves, memory) && { workersStopped: true }),
    retiring,
    ...byHand([serves, ...standbys], outputs, resources),
    choices:
      serves === undefined
        ? []
        : choicesOf({ serves, standbys: stay, leftOver, there: tiers, dataAt: memory.dataAt }),
  };
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

interface Situation {
  readonly serves: Tier;
  /** Those that are not being retired. */
  readonly standbys: readonly Tier[];
  readonly leftOver: readonly Tier[];
  readonly there: readonly Tier[];
  readonly dataAt: SwitchStatus["dataAt"];
}

function choicesOf({ serves, standbys, leftOver, there, dataAt }: Situation): readonly Choice[] {
  const managed = there.filter((tier) => tier !== "compose");
  const updates = (tier: Tier) => updatesOfRetirement(tier, managed, dataAt);
  const command = (setting: string) => `pulumi config set ${setting} && pulumi up`;
  const others = tierNames.filter((tier) => tier !== serves && !there.includes(tier));
  const beside =
    standbys.length > 0 ? `, ${standbys.join(" and ")} ${standbys.length > 1 ? "stand" : "stands"} by` : "";
  return [
    { set: [`tier=${serves}`], does: `nothing changes: ${serves} serves${beside}` },
    ...standbys.map((tier) => ({
      command: command(`tier ${tier}`),
      set: [`tier=${tier}`],
      does: `${tier} serves again; ${serves} becomes the standby`,
    })),
    ...[...standbys, ...leftOver].map((tier) => ({
      command: command(`retire ${tier}`),
      set: [`tier=${serves}`, `retire=${tier}`],
      does: `${tier} goes, in ${updates(tier)} updates; nothing goes back to it then`,
    })),
    ...others.map((tier) => ({
      command: `npm run preview -- --tier ${tier} --from ${serves}`,
      set: [`tier=${tier}`],
      does: `shows a switch to ${tier}`,
    })),
  ];
}
