import { RunError } from "@pulumi/pulumi";
import { SettingsError } from "./problems";

/** Runs a step of the program; a user's mistake becomes Pulumi's own kind of error, shown without a stack trace. */
export function asRunErrors<Result>(program: () => Result): Result {
  try {
    return program();
  } catch (error) {
    throw runError(error);
  }
}

/** What to throw in place of an error: a user's mistake becomes a RunError, anything else stays as it is. */
export function runError(error: unknown): unknown {
  return error instanceof SettingsError
    ? withoutStack(`the settings need a change:\n${error.message}`)
    : error;
}

/** Pulumi's SDK inspects an error's stack for up to 25 seconds before it shows the message (pulumi/pulumi#20567). */
function withoutStack(message: string): RunError {
  const error = new RunError(message);
  error.stack = "";
  return error;
}
