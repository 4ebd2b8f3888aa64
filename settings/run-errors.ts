import { RunError } from "@pulumi/pulumi";
import { SettingsError } from "./problems";
import { StateError } from "./state-error";

/** Runs a step of the program; a user's mistake becomes Pulumi's own kind of error, shown without a stack trace. */
export function asRunErrors<Result>(program: () => Result): Result {
  try {
    return program();
  } catch (error) {
    throw runError(error);
  }
}

/** How Pulumi says that a provider did not answer a question. */
const lookUp = /^(?:invocation of \S+ returned an error|Invoke of '\S+' failed): (?<reason>.*)/s;

/**
 * What to throw in place of an error: a user's mistake becomes a RunError, and so does a question that AWS did not answer
 * before the first resource, as with expired credentials. Anything else stays as it is.
 */
export function runError(error: unknown): unknown {
  if (error instanceof SettingsError) return withoutStack(`the settings need a change:\n${error.message}`);
  if (error instanceof StateError) return withoutStack(error.message);
  const reason = error instanceof Error ? lookUp.exec(error.message)?.groups?.["reason"] : undefined;
  return reason === undefined ? error : withoutStack(unanswered(reason));
}

function unanswered(reason: string): string {
  return `AWS did not answer what has to be known before anything is changed: ${reason.trim()}\nNothing was touched. See whether the credentials hold: aws sts get-caller-identity; then run pulumi again.`;
}

/** Pulumi's SDK inspects an error's stack for up to 25 seconds before it shows the message (pulumi/pulumi#20567). */
function withoutStack(message: string): RunError {
  const error = new RunError(message);
  error.stack = "";
  return error;
}
