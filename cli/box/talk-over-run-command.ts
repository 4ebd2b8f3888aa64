import type { RunCommand } from "../../components/run-on-box/run-command";
import { temporaryReason } from "../../components/run-on-box/temporary";
import { awsProblem, boxProblem } from "./box-problem";
import { messageLines, readAnswer } from "./box-lines";
import type { Talk } from "./message";

/** The outside, so that tests need no time. */
export interface Surroundings {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Between questions for an answer: the first comes after about a second, those of long waits much later. */
const pauses = { first: 200, factor: 1.3, longest: 1000 } as const;
/** Without any answer for so long, the box is away; it ends the job by itself after a minute. */
const patienceMs = 90_000;
/** More than a message waits on the box; Systems Manager takes no shorter limit. */
const limitSeconds = 60;

/** Messages to the box as single commands of Systems Manager. A message that got lost is sent again: it changes nothing. */
export function talkOverRunCommand(runCommand: RunCommand, { now, sleep }: Surroundings): Talk {
  return async (message) => {
    const lines = messageLines(message);
    const deadline = now() + patienceMs;
    let said = "its answer was lost";
    const attempt = async <Result>(ask: () => Promise<Result | undefined>): Promise<Result> => {
      for (let pause: number = pauses.first; ; pause = Math.min(pause * pauses.factor, pauses.longest)) {
        try {
          const result = await ask();
          if (result !== undefined) return result;
        } catch (error) {
          const reason = temporaryReason(error);
          if (reason === undefined) throw awsProblem(error);
          said = reason;
        }
        if (now() > deadline) throw away(said);
        await sleep(pause);
      }
    };
    for (;;) {
      const id = await attempt(() => runCommand.send(lines, "ladder: npm run box", limitSeconds));
      const { status, output, errors } = await attempt(() => runCommand.outcome(id));
      const answer = readAnswer(output);
      if (answer) return answer;
      // It was carried out, and would fail again.
      if (status === "Failed") throw new Error(`box-command failed on the box: ${errors ?? output}`);
      if (now() > deadline) throw away(`${said} (${status})`);
    }
  };
}

function away(reason: string): Error {
  return boxProblem(
    `The box does not answer: ${reason}. A command that it was carrying out ends there within two minutes.`,
  );
}
