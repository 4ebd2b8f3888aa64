import { type Tier, tierNames } from "../../settings/schema";
import type { DeployedStack } from "../deployed";
import { isBuilt, mayExist, memoryFrom, type Part, parts } from "./memory";
import { tierBefore } from "./steps";

/** What a stack remembers of its switches, for a person or a program. */
export interface SwitchStatus {
  /** Of the last update that finished. */
  readonly serves?: Tier;
  readonly dataAt?: "box" | "rds";
  /** Where an unfinished move is to end. */
  readonly dataWanted?: "box" | "rds";
  readonly standbys: readonly Tier[];
  /** Parts that an update began to make and did not finish. */
  readonly unfinished: readonly Part[];
  /** Parts whose protection is lifted; the next update with the same `retire` removes them. */
  readonly retiring: readonly Part[];
  readonly choices: readonly { readonly command: string; readonly does: string }[];
}

/** Read from the state alone. */
export function switchStatus({ outputs, resources }: DeployedStack): SwitchStatus {
  const memory = memoryFrom(resources);
  const serves = tierBefore(outputs);
  const there = parts.filter((part) => mayExist(part, memory));
  const tiers = tierNames.filter((tier) => there.includes(tier));
  const standbys = tiers.filter((tier) => tier !== serves && isBuilt(tier, memory));
  const { want } = memory.asked;
  const moving = want !== "stay" && memory.dataAt !== undefined && want !== memory.dataAt;
  return {
    serves,
    dataAt: memory.dataAt,
    ...(moving && { dataWanted: want }),
    standbys,
    unfinished: tiers.filter((tier) => tier !== serves && !isBuilt(tier, memory)),
    retiring: there.filter((part) => memory.record.retired[part] === memory.latches[part].serial),
    choices: serves === undefined ? [] : choicesOf(serves, standbys, tiers),
  };
}

function choicesOf(serves: Tier, standbys: readonly Tier[], there: readonly Tier[]): SwitchStatus["choices"] {
  const set = (setting: string) => `pulumi config set ${setting} && pulumi up`;
  const others = tierNames.filter((tier) => tier !== serves && !there.includes(tier));
  return [
    ...standbys.map((tier) => ({
      command: set(`tier ${tier}`),
      does: `${tier} serves again; ${serves} becomes the standby`,
    })),
    ...standbys.map((tier) => ({
      command: set(`retire ${tier}`),
      does: `${tier} goes, in two updates; nothing goes back to it then`,
    })),
    ...others.map((tier) => ({
      command: `npm run preview -- --tier ${tier} --from ${serves}`,
      does: `shows a switch to ${tier}, and what it costs`,
    })),
  ];
}
