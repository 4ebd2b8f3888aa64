import { addedRuns, madeIn, seedsOf } from "../proof/added-runs";
import { writeProof } from "../../rig/write-proof";

export interface Kill {
  readonly victim: string;
  readonly phase: string;
  /** After the kill, until the move was done. */
  readonly commands: number;
  readonly rows: number;
  /** Acknowledged rows that were not there exactly once. */
  readonly wrong: number;
}

/** Fewer, as in CI, leave the last report alone. */
const fewest = 10;

/** Keeps what came of a long run of kills. */
export function reportKills(ownKills: readonly Kill[], seed: number): void {
  const runs = addedRuns("move-kills", { seed, kills: ownKills });
  const kills = runs.flatMap((run) => run.kills);
  if (kills.length < fewest) return;
  const sum = (field: "rows" | "wrong") => kills.reduce((total, kill) => total + kill[field], 0);
  const doneBy = (commands: number) => kills.filter((kill) => kill.commands === commands).length;
  writeProof("move-kills", {
    title: "Moves of databases that were killed",
    command: `LADDER_MOVE_KILLS=${kills.length} npm run test:move -- kills`,
    again: seedsOf("LADDER_MOVE_SEED", runs),
    points: [
      `${kills.length} kills were made${madeIn(runs)}, at moments spread evenly over a move's length.`,
      `${sum("rows")} writes were acknowledged meanwhile; ${sum("wrong")} of them were not there exactly once afterwards.`,
      `${doneBy(1)} moves were done by the next command, ${doneBy(2)} by the one after; more were never needed.`,
    ],
    counted: {
      killed: kills.map(({ victim }) => victim),
      "phase it was in": kills.map(({ phase }) => phase),
    },
  });
}
