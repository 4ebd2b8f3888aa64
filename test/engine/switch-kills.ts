import { addedRuns, madeIn, seedsOf } from "../proof/added-runs";
import { writeProof } from "../../rig/write-proof";

export interface Kill {
  readonly pair: string;
  readonly victim: string;
  /** Whether the settings went back after the kill. */
  readonly back: boolean;
  /** After the kill, until the settings were reached. */
  readonly updates: number;
  /** What holds data and was deleted or replaced. */
  readonly lost: readonly string[];
  /** What holds data, was made, and made again as the first answer was lost. */
  readonly twice: readonly string[];
}

/** A moment that came after the update's end. */
export const ended = "nothing: it had ended";

/** Fewer, as in CI, leave the last report alone. */
const fewest = 5;

/** Keeps what came of a long run of kills. */
export function reportKills(ownKills: readonly Kill[], seed: number): void {
  const runs = addedRuns("switch-kills", { seed, kills: ownKills });
  const kills = runs.flatMap((run) => run.kills);
  if (kills.length < fewest) return;
  const count = (matches: (kill: Kill) => boolean) => kills.filter(matches).length;
  const missed = count(({ victim }) => victim === ended);
  const late = missed > 0 ? `; ${missed} more had ended before their moment came` : "";
  const twice = kills.flatMap((kill) => kill.twice);
  const emptyOnes =
    twice.length > 0
      ? ` (${[...new Set(twice)].join(", ")}): the first one is empty, and is removed by hand`
      : "";
  writeProof("switch-kills", {
    title: "Switches that were killed",
    command: `LADDER_KILLS=${kills.length} npm run test:engine -- --grep "kills at random"`,
    again: seedsOf("LADDER_SEED", runs),
    remark: "The real Pulumi CLI, with stand-ins for the cloud that answer at once.",
    points: [
      `${count(({ victim }) => victim !== ended)} updates that switch tiers were killed${madeIn(runs)}${late}. All reached what the settings said afterwards; ${count(({ back }) => back)} of them were told to go back.`,
      `${count(({ updates }) => updates === 1)} with the next update, ${count(({ updates }) => updates === 2)} with the one after; more were never needed.`,
      `${kills.flatMap(({ lost }) => lost).length} things that hold data were deleted or replaced.`,
      `${twice.length} were made twice, as the answer to the first was lost${emptyOnes}.`,
    ],
    counted: { killed: kills.map(({ victim }) => victim), switch: kills.map(({ pair }) => pair) },
  });
}
