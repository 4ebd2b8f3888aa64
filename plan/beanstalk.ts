import type { Settings } from "../settings/schema";
import { beanstalkOptions, commandSeconds } from "./beanstalk-options";
import { beanstalkApplication, beanstalkEnvironment } from "./names";
import type { BeanstalkPlan } from "./beanstalk-types";
import type { AppPlan } from "./types";

/** Minutes for the stack of an environment, and for each instance that is updated after another. */
const readyMinutes = { environment: 30, instance: 10 } as const;
/** The platform itself says within two minutes whether what it deployed is healthy. */
const healthSeconds = 900;
/** What all migrations of a version may take together, as far as images, pulled before, and the apps' start leave it. */
const migrationSeconds = 2400;
const pullSeconds = 600;
/** Until all apps of an instance are healthy: the slowest app's own time, and what Docker takes beside it. */
const wellSeconds = { least: 300, more: 60 } as const;

/** Everything of the beanstalk tier that can be known without AWS. */
export function beanstalkPlan(
  { beanstalk }: Settings,
  apps: readonly AppPlan[],
  stack: string,
): BeanstalkPlan {
  const { instance, min, max, updates, rootGb, platformUpdates, logDays } = beanstalk;
  const balanced = max > 1;
  const drainSeconds = Math.max(...apps.map(({ stopSeconds }) => stopSeconds));
  const well = Math.max(wellSeconds.least, ...apps.map((app) => app.startSeconds + wellSeconds.more));
  const secure = apps.some(({ hosts }) => hosts.length > 0);
  return {
    application: beanstalkApplication(stack),
    environment: beanstalkEnvironment(stack, balanced ? "balanced" : "single"),
    instanceType: instance,
    min,
    max,
    balanced,
    updates,
    rootGb,
    platformUpdates,
    logDays,
    readyMinutes: readyMinutes.environment + commandSeconds / 60 + max * readyMinutes.instance,
    healthSeconds,
    migrationSeconds: Math.min(migrationSeconds, commandSeconds - pullSeconds - well),
    wellSeconds: well,
    options: beanstalkOptions({ ...beanstalk, balanced, secure, drainSeconds }),
  };
}
