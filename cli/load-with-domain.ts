import { SettingsError } from "../settings/problems";
import { type LoadedStack, loadStack, type StackOptions } from "./load-stack";

/** Reserved for examples: https://www.rfc-editor.org/rfc/rfc2606 */
export const exampleDomain = "example.com";

/**
 * The stack, with an example's domain when the tier needs one and the settings have none: a hosted zone is then part of
 * its price, as it would be of the user's. Throws SettingsError.
 */
export function loadWithDomain(options: StackOptions): LoadedStack {
  try {
    return loadStack(options);
  } catch (error) {
    if (!(error instanceof SettingsError) || !error.problems.every(({ path }) => path === "domain"))
      throw error;
    return loadStack({ ...options, set: [...options.set, `domain=${exampleDomain}`] });
  }
}
