import { onTheBox } from "./on-the-box";

export type Home = "box" | "rds";

/** What the box says about where the data is, and about the move at work or the last one. */
export interface MoveAnswer {
  readonly running: boolean;
  /** How the last run ended (box/programs/move): 3 means that the data is moved, but not all apps run. */
  readonly code: number;
  readonly home: Home | null;
  readonly phase: string | null;
  /** Nothing is left to be done. */
  readonly there: boolean;
  /** The program's last sentence. */
  readonly said: string;
  readonly databases: readonly {
    readonly name: string;
    readonly bytes: number;
    /** Of its tables; all of a database that is copied. */
    readonly copiedBytes: number;
    /** Tables that are copied. */
    readonly tables: number;
    readonly copied: boolean;
  }[];
  readonly remainingSeconds: number | null;
}

/** Lines for AWS-RunShellScript that print a MoveAnswer. `begin` starts what is not at work already. */
export function moveDataCommand(action: "begin" | "look", want: Home | "stay"): readonly string[] {
  return onTheBox("move_data.py", action, want);
}

/** The answer in what a command printed; undefined when it was cut off or never came. */
export function readMoveAnswer(output: string): MoveAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(output);
    const isAnswer = typeof answer === "object" && answer !== null && "there" in answer && "home" in answer;
    return isAnswer ? (answer as MoveAnswer) : undefined;
  } catch {
    return undefined;
  }
}
