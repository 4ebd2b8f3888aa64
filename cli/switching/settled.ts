import { type LoadedStack, withChanges } from "../load-stack";

/** Of a retirement, which takes the most: data away, protection lifted, removed. */
const updatesAtMost = 3;

/** The stack as it is after so many updates with the same settings that nothing is left to do. Throws SettingsError. */
export function settled(
  stack: string,
  written: Parameters<typeof withChanges>[1],
  changes: readonly string[],
): LoadedStack {
  let last = withChanges(stack, written, changes);
  for (let update = 1; update < updatesAtMost; update += 1)
    last = withChanges(stack, { ...written, deployed: last.after }, changes);
  return last;
}
