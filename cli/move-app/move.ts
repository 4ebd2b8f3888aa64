import { UserMistake } from "../run-command";
import { carryOutMove, checkMove, takeBack } from "./carry-out";
import { findWay, ownRun } from "./find-way";
import { keptBecause } from "./retirement";
import type { Shown } from "./shown";
import type { Side } from "./side";
import { nextLines, notMoved, stepLines } from "./words";

/** Two stacks, an app, and the way between their buckets of backups. */
export interface Ways {
  readonly app: string;
  readonly from: Side;
  readonly to: Side;
  copy(buckets: { readonly from: string; readonly to: string }, objects: readonly string[]): Promise<void>;
  say(sentence: string): void;
}

interface Wanted {
  /** Name of the run, when no earlier one goes on. */
  readonly run: string;
  readonly replace: boolean;
  readonly dryRun: boolean;
}

/** From wherever an earlier call ended to the end. */
export async function moveApp(ways: Ways, { dryRun, ...fresh }: Wanted): Promise<void> {
  const { app, say } = ways;
  const [here, there] = await shownOf(ways);
  const way = findWay(app, here, there, fresh);
  if (way.kind === "refused") throw new UserMistake(way.sentence);
  if (way.kind === "done") {
    // What was on the way stays in the bucket when a kill met the last step.
    if (here.record?.run === way.run) await ways.from.ask("left", app, way.run);
    return say(`${app} is in ${there.stack} already`);
  }
  if (way.kind === "back") {
    await takeBack(ways, { app, run: way.run });
    throw new UserMistake(
      `The last move was being taken back; ${app} serves in ${here.stack} again. Run it anew.`,
    );
  }
  const buckets = { from: here.bucket ?? "", to: there.bucket ?? "" };
  const sides = { ...ways, copy: (objects: readonly string[]) => ways.copy(buckets, objects) };
  for (const line of notMoved(app, here)) say(line);
  if (!way.fenced) await checkMove(sides, { app, ...way });
  if (dryRun) return stepLines(app, here, there, way.replace).forEach(say);
  const { kept } = await carryOutMove(sides, { app, ...way }, say);
  say(`Done: ${app} is in ${there.stack}; what it came from stays in ${here.stack}, closed.`);
  if (kept !== null)
    say(`What was in ${there.stack} before is kept as ${kept}; remove it when nobody needs it.`);
  nextLines(app, here, there).forEach(say);
}

/** Takes an unfinished move back. */
export async function abortMove(ways: Ways): Promise<void> {
  const { app, say } = ways;
  const [here, there] = await shownOf(ways);
  const own = ownRun(here, there);
  if (own === undefined)
    throw new UserMistake(`no move of ${app} from ${here.stack} to ${there.stack} is under way`);
  await takeBack(ways, { app, run: own.run });
  say(`Taken back: ${app} serves in ${here.stack} as before.`);
}

/** Deletes what a finished move left. */
export async function retireMove(ways: Ways): Promise<void> {
  const { app, from, say } = ways;
  const [here, there] = await shownOf(ways);
  const reason = keptBecause(app, here, there);
  if (reason !== undefined) throw new UserMistake(reason);
  await from.ask("retire", app, here.standing?.run ?? "");
  say(`What ${app} left in ${here.stack} is deleted.`);
}

async function shownOf({ app, from, to }: Ways): Promise<readonly [Shown, Shown]> {
  return Promise.all([from.ask<Shown>("show", app), to.ask<Shown>("show", app)]);
}
