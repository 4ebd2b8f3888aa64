import { RunError } from "@pulumi/pulumi";
import { SettingsError } from "./problems";

/** Runs the program; a user's mistake becomes Pulumi's own kind of error, which is shown without a stack trace. */
export function asRunErrors<Result>(program: () => Result): Result {
  try {
    return program();
  } catch (error) {
    if (error instanceof SettingsError) throw withoutStack(`the settings need a change:\n${error.message}`);
    throw error;
  }
}

/** Pulumi's SDK inspects an error's stack for up to 25 seconds before it shows the message (pulumi/pulumi#20567). */
function withoutStack(message: string): RunError {
  const error = new RunError(message);
  error.stack = "";
  return error;
}
