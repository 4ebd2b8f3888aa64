import { checkSettings, type CheckOptions } from "../../settings/check";
import { SettingsError } from "../../settings/problems";

/** The lines that a run prints for a user's mistake; any other error fails the test. */
export function linesOf(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split("\n");
    throw error;
  }
}

/** The lines the check prints for settings. */
export function problemsOf(raw: unknown, options: CheckOptions = { stack: "dev" }): readonly string[] {
  return linesOf(() => checkSettings(raw, options));
}

/** Settings of one app, with more settings of that app and of the root. */
export function withApp(app: object, root: object = {}): Record<string, unknown> {
  return { apps: [{ name: "todo", image: "todo:1.4.0", port: 3000, ...app }], ...root };
}
