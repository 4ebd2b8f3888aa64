import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { boxServices } from "../reserved-names";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

/** No two apps have the same name, and none that of a service of the box. */
export function nameProblems(view: SettingsView): readonly Problem[] {
  return [...repeatedNames(view), ...reservedNames(view)];
}

function reservedNames({ apps }: SettingsView): readonly Problem[] {
  return apps
    .filter(({ name }) => boxServices.some((service) => service === name))
    .map(({ name, path }) => ({
      path: `${path}.name`,
      problem: "the name of a service of the box",
      got: shownValue(name, [path]),
      hint: "choose another name",
    }));
}

function repeatedNames({ apps }: SettingsView): readonly Problem[] {
  const use = firstUse();
  return apps.flatMap(({ name, path }) => {
    const first = name === undefined ? undefined : use(name, path);
    return first === undefined
      ? []
      : [{ path: `${path}.name`, problem: `already the name of ${first}`, got: shownValue(name, [path]) }];
  });
}
