import { keepingConsole, ownConsole } from "../box/console";
import { remotePlace } from "../box/remote-place";
import { exitCodes, UserMistake } from "../run-command";

/** One step of box/programs/move-app on a box. */
export type Step =
  | "show"
  | "check-out"
  | "check-in"
  | "leave"
  | "send"
  | "arrive"
  | "publish"
  | "left"
  | "forget"
  | "return"
  | "retire";

/** The box of a stack that takes part in the move of an app. */
export interface Side {
  readonly stack: string;
  /** What the step printed. Throws Refused when the box says no, anything else when it could not be asked. */
  ask<Answer>(step: Step, ...args: readonly string[]): Promise<Answer>;
}

/** The box carried the step out and it failed, or refused it: asking again changes nothing. */
export class Refused extends UserMistake {}

const busy = 75;

/** What became of a step, by its exit code and outputs. */
export function answerOf<Answer>(stack: string, exitCode: number, out: string, errors: string): Answer {
  if (exitCode === 0) return JSON.parse(out) as Answer;
  const sentence = `${stack}: ${lastLine(errors)}`;
  if (exitCode === exitCodes.usersMistake || exitCode === exitCodes.boxProblem)
    throw new Refused(sentence, exitCodes.usersMistake);
  throw new UserMistake(sentence, exitCode === busy ? busy : exitCodes.boxProblem);
}

function lastLine(text: string): string {
  const line = text.trimEnd().split("\n").at(-1) ?? "";
  if (line.startsWith("KeyError: 'move-app'")) return "its box does not know moves of an app yet: pulumi up";
  return line.replace(/^(move-app|box): /, "") || "it ended without a word";
}

/** Through Systems Manager. */
export function remoteSide(stack: string): Side {
  return {
    stack,
    async ask(step, ...args) {
      const own = ownConsole();
      const kept = keepingConsole({ ...own, input: undefined });
      let errors = "";
      const show = async (stream: "out" | "err", data: Buffer) => {
        if (stream === "out") return kept.console.show(stream, data);
        errors += data.toString();
        // A refusal is told once, at the end.
        for (const line of data.toString().split("\n"))
          if (/^(move-app|backup): \S+: /.test(line) || line.includes("stopping"))
            await own.show("err", Buffer.from(`${stack}: ${line}\n`));
      };
      const request = { command: "move-app", args: [step, ...args] } as const;
      const exitCode = await remotePlace({ stack }).run(request, { ...kept.console, show });
      return answerOf(stack, exitCode, kept.text("out"), errors);
    },
  };
}
