import { CommanderError, type Command } from "commander";
import { SettingsError } from "../settings/problems";
import { StateError } from "../settings/state-error";

/** Exit codes of every command. `box` passes on those of other programs, and has one for itself, as Docker has. */
export const exitCodes = {
  fine: 0,
  usersMistake: 1,
  ourBug: 2,
  overBudget: 3,
  refused: 4,
  boxProblem: 125,
} as const;

/** A mistake of the user's that is told as it is, without a stack trace. */
export class UserMistake extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.usersMistake,
  ) {
    super(message);
  }
}

/** Runs a command line to its end and sets the exit code; a user's mistake is told without a stack trace. */
export async function runCommand(command: Command, argv: readonly string[] = process.argv): Promise<void> {
  // A reader that has seen enough, such as `head`, is no mistake.
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") process.exit(exitCodes.fine);
    process.stderr.write(`What is printed cannot be written: ${message}\n`);
    process.exit(exitCodes.usersMistake);
  });
  process.on("unhandledRejection", (error) => {
    process.exit(report(error));
  });
  try {
    await command.exitOverride().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usersMistake;
  if (error instanceof SettingsError) {
    process.stderr.write(`The settings need a change:\n${error.message}\n`);
    return exitCodes.usersMistake;
  }
  if (error instanceof StateError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usersMistake;
  }
  if (error instanceof UserMistake) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a bug in Ladder, please report it:\n${text}\n`);
  return exitCodes.ourBug;
}
