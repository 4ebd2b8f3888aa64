import { RunError } from "@pulumi/pulumi";
import { SettingsError } from "./problems";

/** Runs the program; a user's mistake becomes Pulumi's own kind of error, which is shown without a stack trace. */
export function asRunErrors<Result>(program: () => Result): Result {
  try {
    return program();
  } catch (error) {
    if (error instanceof SettingsError) throw new RunError(`the settings need a change:\n${error.message}`);
    throw error;
  }
}
