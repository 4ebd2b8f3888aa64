import type { AlarmRow } from "./alarm";
import { sent } from "./box-rows";

/**
 * Figures that the instances of Beanstalk send, all under the same name: of several instances the worst one counts. Not the
 * names of the box's, which may stand by and send, too. An instance's silence is the environment's own alarm.
 */
const own = { ...sent, target: "stack", breach: "above" } as const;

/** What only an instance itself can see. */
export const instanceRows = [
  {
    ...own,
    name: "instances-memory",
    level: "all",
    metric: "InstanceMemoryPercent",
    threshold: ({ memoryPercent }) => memoryPercent,
    means: "Memory of an instance is nearly used up; the kernel ends processes when it is.",
    first: "the logs of the app that just changed; lower its `memoryMb`, or a larger `beanstalk.instance`.",
  },
  {
    ...own,
    name: "instances-disk",
    level: "all",
    metric: "InstanceDiskPercent",
    threshold: ({ diskPercent }) => diskPercent,
    means: "The disk of an instance is nearly full; its apps fail when it is.",
    first:
      "`docker system df` and `du -xhd 2 /` in a shell of the instance (docs/operate.md); raise `beanstalk.rootGb`, which replaces the instances.",
  },
] as const satisfies readonly AlarmRow[];

/** One figure for both: how many of them are over their threshold on the worst instance. */
export const instanceProblemRows = [
  {
    ...own,
    name: "instances-problems",
    level: "few",
    metric: "InstanceProblems",
    threshold: () => 0,
    means: "Memory or the disk of an instance is nearly used up.",
    first:
      "`journalctl -u ladder-figures` in a shell of each instance names it (docs/operate.md); then a larger `beanstalk.instance`, or `beanstalk.rootGb`.",
  },
] as const satisfies readonly AlarmRow[];
