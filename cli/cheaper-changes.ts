import { smallerInstanceTypes } from "../plan/memory";
import type { Plan } from "../plan/types";
import { tierNames } from "../settings/schema";

const fewestSnapshots = 1;
const smallestRootGb = 16;

/** Changes of one setting that cost less and drop neither an app nor data, as typed for `--set`. */
export function cheaperChanges({ box, backups, tier }: Plan): readonly string[] {
  return [
    ...smallerInstanceTypes(box.instanceType).map((type) => `box.instance=${type}`),
    ...(backups.keep > fewestSnapshots ? [`backups.keep=${fewestSnapshots}`] : []),
    ...(box.rootGb > smallestRootGb ? [`box.rootGb=${smallestRootGb}`] : []),
    ...tierNames.filter((name) => name !== tier).map((name) => `tier=${name}`),
  ];
}
