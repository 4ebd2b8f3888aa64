import { JoiningProblem } from "./problem";
import { checkStack, type CheckedStack } from "../settings/read-stack";
import { SettingsError } from "../settings/problems";
import { stackDocument } from "../settings/stack-document";
import { stackSettings } from "../settings/stack-settings";

/** The written file read back by the program's own checks. Throws JoiningProblem when they refuse it. */
export function checkedStack(text: string, stack: string): CheckedStack {
  const file = `Pulumi.${stack}.yaml`;
  try {
    return checkStack(stack, stackSettings(stackDocument(text, file), file));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new JoiningProblem(
      `Nothing was written: as a stack's settings it would need a change:\n${error.message}`,
    );
  }
}
