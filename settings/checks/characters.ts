import type { Problem } from "../problems";
import { formatPath, type SettingPath } from "../setting-path";
import type { AppView, SettingsView } from "../settings-view";
import { unfitCharacter } from "../unfit-characters";

/** Every text that reaches a container arrives there as it was written. */
export function characterProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap(textsOf).flatMap(([path, text]) => unfitProblem(path, text));
}

type Text = readonly [SettingPath, unknown];

function textsOf({ index, env, command, migrate }: AppView): readonly Text[] {
  const app = ["apps", index] as const;
  return [
    ...Object.entries(env).map(([name, value]): Text => [[...app, "env", name], value]),
    ...command.map((part, place): Text => [[...app, "command", place], part]),
    [[...app, "migrate"], migrate],
  ];
}

function unfitProblem(path: SettingPath, text: unknown): readonly Problem[] {
  const got = typeof text === "string" ? unfitCharacter(text) : undefined;
  if (got === undefined) return [];
  const problem = "a character that does not reach the container as it is";
  return [{ path: formatPath(path), problem, got, hint: "encode the value, for example as base64" }];
}
