import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

/** No two apps have the same name. */
export function nameProblems({ apps }: SettingsView): readonly Problem[] {
  const use = firstUse();
  return apps.flatMap(({ name, path }) => {
    const first = name === undefined ? undefined : use(name, path);
    return first === undefined
      ? []
      : [{ path: `${path}.name`, problem: `already the name of ${first}`, got: shownValue(name, [path]) }];
  });
}
