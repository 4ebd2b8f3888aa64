import { exitCodes, UserMistake } from "../run-command";
import { Refused, type Side } from "./side";
import type { Shown } from "./shown";

/** Both boxes, and what copies objects from the bucket of backups of one to that of the other. */
export interface Sides {
  readonly from: Side;
  readonly to: Side;
  copy(objects: readonly string[]): Promise<void>;
}

export interface Move {
  readonly app: string;
  readonly run: string;
  readonly replace: boolean;
}

interface Objects {
  readonly objects: readonly string[];
}

type Say = (sentence: string) => void;

/** Everything that could stop the move, while both stacks serve. */
export async function checkMove({ from, to, copy }: Sides, { app, run, replace }: Move): Promise<void> {
  const facts = await from.ask<Objects>("check-out", app, run, "--other", to.stack);
  try {
    await copy(facts.objects);
    const told = ["--other", from.stack, "--facts", JSON.stringify(facts), ...flag(replace)];
    await to.ask("check-in", app, run, ...told);
  } finally {
    // Nothing is closed yet: this only takes away the object that proved the way between the buckets.
    await from.ask("return", app, run);
  }
}

/**
 * The move itself; every step may be repeated, so that the same call goes on after a kill. What a box refuses before the app is
 * published at the target is taken back at once; what could not be asked stays for the next call.
 */
export async function carryOutMove(
  sides: Sides,
  move: Move,
  say: Say,
): Promise<{ readonly kept: string | null }> {
  const { from, to } = sides;
  const { app, run } = move;
  try {
    await bringOver(sides, move, say);
  } catch (error) {
    throw error instanceof Refused ? await takenBack(sides, move, error) : unfinished(error);
  }
  try {
    say(`${to.stack}: putting ${app} in its place and starting it`);
    const published = await to.ask<{ readonly kept: string | null }>("publish", app, run);
    await from.ask("left", app, run);
    return published;
  } catch (error) {
    throw error instanceof Refused ? await afterPublish(sides, move, error) : unfinished(error);
  }
}

async function bringOver({ from, to, copy }: Sides, { app, run, replace }: Move, say: Say): Promise<void> {
  say(`${from.stack}: closing ${app}; nobody writes from now on, everything else goes on`);
  await from.ask("leave", app, run, "--other", to.stack, ...flag(replace));
  say(`${from.stack}: dumping its database`);
  const { objects } = await from.ask<Objects>("send", app, run);
  await copy(objects);
  say(`${to.stack}: restoring and comparing it`);
  await to.ask("arrive", app, run, "--other", from.stack, ...flag(replace));
}

/** The target is asked first: it decides, and never publishes once it has forgotten the run. */
export async function takeBack(
  { from, to }: Pick<Sides, "from" | "to">,
  { app, run }: Omit<Move, "replace">,
): Promise<void> {
  await to.ask("forget", app, run, "--other", from.stack);
  await from.ask("return", app, run);
}

async function takenBack(sides: Sides, move: Move, reason: Refused): Promise<UserMistake> {
  try {
    await takeBack(sides, move);
  } catch (error) {
    return new UserMistake(`${reason.message}; and it could not be taken back: ${text(error)}; try --abort`);
  }
  return new UserMistake(
    `${reason.message}. Taken back: ${move.app} serves in ${sides.from.stack} as before.`,
  );
}

async function afterPublish(sides: Sides, move: Move, reason: Refused): Promise<UserMistake> {
  const { record } = await sides.to.ask<Shown>("show", move.app);
  if (record?.phase !== "published" && record?.phase !== "done") return takenBack(sides, move, reason);
  return new UserMistake(
    `${reason.message}. The data of ${move.app} is in ${sides.to.stack}, but the move is not complete: run the same command again.`,
  );
}

function unfinished(error: unknown): unknown {
  if (!(error instanceof UserMistake)) return error;
  const next = "The move is not finished: run the same command again to go on, or with --abort to go back.";
  return new UserMistake(`${error.message}\n${next}`, error.exitCode || exitCodes.boxProblem);
}

function flag(replace: boolean): readonly string[] {
  return replace ? ["--replace"] : [];
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
