import { logCall } from "./call-log";
import { readControl } from "./control";
import type { Properties } from "./difference";
import answers from "./invokes.json";
import { filledAnswer } from "./outputs";

/** Answers a look-up with what the test wants, else with the canned answer. */
export function invoke(token: string, args: Properties): Properties {
  const refusal = readControl().unanswered?.[token];
  if (refusal !== undefined) throw new Error(refusal);
  const canned: Readonly<Record<string, unknown>> = { ...answers, ...readControl().answers };
  const answer = canned[token];
  if (answer === undefined) throw new Error(`rig/provider/invokes.json has no answer for ${token}`);
  logCall({ operation: "invoke", type: token, name: "", inputs: args });
  return { ...args, ...(filledAnswer(answer) as Properties) };
}
