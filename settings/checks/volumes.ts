import type { Problem } from "../problems";
import type { AppView, SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";
import { firstUse } from "./first-use";

/** Within an app, volumes differ in name and in path. */
export function volumeProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap((app) => [...repeated(app, "name"), ...repeated(app, "path")]);
}

function repeated({ path, volumes }: AppView, field: "name" | "path"): readonly Problem[] {
  const use = firstUse();
  return volumes.flatMap((volume, index) => {
    const value = volume[field];
    const place = `${path}.volumes[${index}]`;
    const first = typeof value === "string" ? use(value, place) : undefined;
    if (first === undefined) return [];
    return [
      {
        path: `${place}.${field}`,
        problem: `already the ${field} of ${first}`,
        got: shownValue(value, [place]),
      },
    ];
  });
}
