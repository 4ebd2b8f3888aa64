import { type Tier, tierNames } from "../../settings/schema";
import { configCommand } from "../../settings/config-command";
import { partTitle } from "./home-titles";
import type { Part } from "./memory";
import { updatesOfRetirement } from "./retire-steps";

/** What may be done next. */
export interface Choice {
  /** What to type; absent for doing nothing. */
  readonly command?: string;
  /** Changes of settings that it makes, as `path=value`; without a value it takes the setting away. */
  readonly set: readonly string[];
  readonly does: string;
}

/** What the settings file says of it, where there is one. */
export interface WrittenWish {
  readonly retire?: unknown;
  readonly traffic?: unknown;
  readonly database?: unknown;
}

export interface Situation {
  /** As it was typed. */
  readonly stack: string;
  /** Where the export lies, if it was not asked for. */
  readonly exportFile?: string;
  readonly wish?: WrittenWish;
  readonly serves: Tier;
  /** Those that are not being retired. */
  readonly standbys: readonly Tier[];
  readonly unfinished: readonly Part[];
  readonly leftOver: readonly Part[];
  readonly retiring: readonly Part[];
  /** Parts that may exist. */
  readonly there: readonly Part[];
  readonly split: boolean;
  readonly dataAt?: "box" | "rds";
  /** Nothing but a setting that was once there keeps the databases on RDS. */
  readonly mayComeHome: boolean;
}

/** Every way forward and back, the one that changes nothing first. */
export function choicesOf(situation: Situation): readonly Choice[] {
  const { serves, standbys, leftOver, retiring, mayComeHome } = situation;
  return [
    { set: settings(`tier=${serves}`), does: `nothing changes: ${serves} serves${besideText(situation)}` },
    ...retiring.flatMap((part) => whileRetiring(part, situation)),
    ...onOrBack(situation),
    ...standbys.map((tier) => ({
      command: typed(situation, `set tier ${tier}`),
      set: settings(`tier=${tier}`),
      does: `${tier} serves again; ${serves} becomes the standby`,
    })),
    ...(mayComeHome
      ? [
          {
            command: typed(situation, "set database box"),
            set: [...settings(`tier=${serves}`), "database=box"],
            does: "the databases move from RDS to the box; RDS stays, and is billed, until it is retired",
          },
        ]
      : []),
    ...(retiring.length > 0 ? [] : [...standbys, ...leftOver].map((part) => retirement(part, situation))),
    ...otherTiers(situation),
  ];
}

/** Without what a switch or a retirement before has left in them. */
function settings(...changes: readonly string[]): readonly string[] {
  return [...changes, "retire=", "traffic="];
}

/** The change, what must not stay in the settings beside it, and the update. */
function typed({ stack, wish, split, retiring }: Situation, change: string): string {
  const retire = wish ? wish.retire !== undefined : retiring.length > 0;
  const traffic = wish ? wish.traffic !== undefined : split;
  const changes = [
    ...(change === "" ? [] : [change]),
    ...(retire && !change.startsWith("set retire ") ? ["rm retire"] : []),
    ...(traffic ? ["rm traffic"] : []),
  ];
  return [...changes.map((one) => configCommand(stack, one)), `pulumi up -s ${stack}`].join(" && ");
}

function besideText({ standbys }: Situation): string {
  if (standbys.length === 0) return "";
  return `, ${standbys.join(" and ")} ${standbys.length > 1 ? "stand" : "stands"} by`;
}

/** It goes on, or is taken back. */
function whileRetiring(part: Part, situation: Situation): readonly Choice[] {
  const { serves } = situation;
  return [
    {
      command: typed(situation, `set retire ${part}`),
      set: [...settings(`tier=${serves}`), `retire=${part}`],
      does: `goes on retiring ${partTitle(part)}`,
    },
    {
      command: typed(situation, ""),
      set: settings(`tier=${serves}`),
      does: `keeps what is left of ${partTitle(part)}`,
    },
  ];
}

/** Of a switch that did not finish. */
function onOrBack(situation: Situation): readonly Choice[] {
  const { serves, unfinished } = situation;
  const begun = tierNames.filter((tier) => unfinished.includes(tier));
  if (begun.length === 0) return [];
  return [
    ...begun.map((tier) => ({
      command: typed(situation, `set tier ${tier}`),
      set: settings(`tier=${tier}`),
      does: `goes on with the switch to ${tier}`,
    })),
    {
      command: typed(situation, `set tier ${serves}`),
      set: settings(`tier=${serves}`),
      does: `gives ${begun.join(" and ")} up: ${serves} serves on; what holds data stays until it is retired`,
    },
  ];
}

function retirement(part: Part, situation: Situation): Choice {
  const { serves, there, dataAt } = situation;
  const managed = there.filter((one) => one !== "compose");
  return {
    command: typed(situation, `set retire ${part}`),
    set: [...settings(`tier=${serves}`), `retire=${part}`],
    does: `${partTitle(part)} goes, in ${updatesOfRetirement(part, managed, dataAt)} updates; nothing goes back to it then`,
  };
}

/** What the preview shows of the stack as it is deployed; no other tier has a box for databases. */
function otherTiers({ stack, exportFile, wish = {}, serves, there }: Situation): readonly Choice[] {
  const clear = [
    ...(["retire", "traffic"] as const).flatMap((name) => (wish[name] === undefined ? [] : [`${name}=`])),
    ...(wish.database === "box" ? ["database="] : []),
  ];
  const changes = clear.map((change) => ` --set ${change}`).join("");
  const [before, file] =
    exportFile === undefined ? [`pulumi stack export -s ${stack} | `, "/dev/stdin"] : ["", exportFile];
  return tierNames
    .filter((tier) => tier !== serves && !there.includes(tier))
    .map((tier) => ({
      command: `${before}npm run preview -- -s ${stack} --tier ${tier}${changes} --deployed ${file}`,
      set: [...settings(`tier=${tier}`), ...(wish.database === "box" ? ["database="] : [])],
      does: `shows a switch to ${tier}`,
    }));
}
