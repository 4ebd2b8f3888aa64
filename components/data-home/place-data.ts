import { type Home, type MoveAnswer, moveDataCommand, readMoveAnswer } from "../../box/run-command/move-data";
import type { RunCommand } from "../run-on-box/run-command";
import { type Surroundings, Wait } from "../run-on-box/wait";
import { homeTitles } from "../../plan/switching/home-titles";
import { failedMove, halfMoved, moveOutOfTime, progress } from "./messages";

export interface Goal {
  readonly want: Home | "stay";
  readonly timeoutSeconds: number;
}

const betweenLooks = 5000;
/** A look takes a second or two; Systems Manager takes no shorter limit than 30. */
const lookSeconds = 60;
/** Another program was at work on the box. */
const busy = 75;
/** Of box/programs/move: the data is moved, but not all apps run. */
const moved = 3;

/**
 * Makes the box move the databases where they shall be, shows how far it is, and returns where they are. The box's own
 * record counts: a command that was lost, a reboot or a `pulumi up` that was killed before change nothing of it.
 */
export async function placeData(
  { want, timeoutSeconds }: Goal,
  runCommand: RunCommand,
  surroundings: Surroundings,
): Promise<Home> {
  const wait = new Wait(timeoutSeconds, surroundings, moveOutOfTime);
  await wait.until("the box's agent is not online", async () =>
    (await runCommand.isOnline()) ? true : undefined,
  );
  const show = shownOnce(want, surroundings);
  let action: "begin" | "look" = "begin";
  for (;;) {
    const answer = await ask(action, want, runCommand, wait);
    if (answer?.there && answer.home !== null) return answer.home;
    if (answer && want !== "stay" && !answer.running) refuseFailed(want, answer, action);
    action = answer?.running ? "look" : "begin";
    await wait.pause(betweenLooks, show(answer));
  }
}

/** Says each new state of a move once. */
function shownOnce(want: Goal["want"], { say }: Surroundings): (answer: MoveAnswer | undefined) => string {
  const title =
    want === "stay" ? "An earlier move of the databases ends" : `Moving the databases to ${homeTitles[want]}`;
  let shown = "";
  return (answer) => {
    if (!answer?.running) return "no move is at work";
    const state = progress(answer);
    if (state !== shown) say(`${title}. ${state}`);
    return (shown = state);
  };
}

/** A run that ended without success; one that met another program, or that a reboot ended, begins again. */
function refuseFailed(want: Home, answer: MoveAnswer, action: "begin" | "look"): void {
  const { code } = answer;
  if (code === moved) throw new Error(halfMoved(want, answer));
  if (code !== 0 && code !== busy) throw new Error(failedMove(want, answer));
  if (code === 0 && action === "begin" && answer.said !== "") throw new Error(failedMove(want, answer));
}

/** One command, and what the box answered; undefined when the answer was lost. */
async function ask(
  action: "begin" | "look",
  want: Goal["want"],
  runCommand: RunCommand,
  wait: Wait,
): Promise<MoveAnswer | undefined> {
  const lines = moveDataCommand(action, want);
  const id = await wait.until("the box could not be asked", () =>
    runCommand.send(lines, `ladder: ${action} data home ${want}`, lookSeconds),
  );
  const { output } = await wait.until("the box has not answered", () => runCommand.outcome(id));
  return readMoveAnswer(output);
}
