import { indented } from "../../fargate/calls/indented";
import { Waiting } from "../../fargate/calls/waiting";
import type { Surroundings } from "../../run-on-box/wait";
import type { BeanstalkCalls, EnvironmentState, InstanceState } from "./beanstalk-calls";
import type { HealthInputs } from "./inputs";

/** Beanstalk's words for what is in order; Info is in order too, with work going on. */
const healthy = new Set(["Ok", "Info"]);
const shownEvents = 5;

interface Sight {
  readonly state: EnvironmentState;
  readonly instances: readonly InstanceState[];
}

/**
 * Waits until the environment runs the wanted version on every instance and is healthy. When an earlier `pulumi up` failed,
 * Pulumi takes the version for deployed, so one that does not run is deployed again, once.
 */
export async function awaitHealth(
  inputs: HealthInputs,
  beanstalk: BeanstalkCalls,
  surroundings: Surroundings,
): Promise<void> {
  const work = new Waiting("The environment", inputs.readySeconds, surroundings);
  const health = new Waiting("The environment", inputs.healthSeconds, surroundings);
  let repeated: "no" | "asked" | "at work" = "no";
  for (;;) {
    const sight = await look(beanstalk, work);
    const { state, instances } = sight;
    if (state.status !== "Ready") {
      if (repeated === "asked") repeated = "at work";
      await work.pause(`it is ${state.status}`);
    } else if (!runsEverywhere(inputs.version, sight)) {
      if (repeated === "at work") throw new Error(await failure(inputs, sight, beanstalk, work));
      if (repeated === "no") {
        surroundings.say(`Deploying ${inputs.version} again: the environment does not run it everywhere.`);
        await work.ask(() => beanstalk.deploy(inputs.version));
        repeated = "asked";
      }
      await work.pause("it has not started to deploy");
    } else {
      if (healthy.has(state.health) && instances.length > 0) return;
      if (health.isOver) throw new Error(await failure(inputs, sight, beanstalk, work));
      await health.pause(`its health is ${state.health}`);
    }
  }
}

async function look(beanstalk: BeanstalkCalls, waiting: Waiting): Promise<Sight> {
  const state = await waiting.ask(() => beanstalk.environment());
  if (!state || state.status.startsWith("Terminat"))
    throw new Error("The environment is gone: it was terminated outside Pulumi. Run `pulumi refresh`.");
  const instances = state.status === "Ready" ? await waiting.ask(() => beanstalk.instances()) : [];
  return { state, instances };
}

/** An instance that was never deployed to says nothing of a version; it is not healthy either. */
function runsEverywhere(version: string, { state, instances }: Sight): boolean {
  return (
    state.version === version &&
    instances.every(
      (one) => one.deployment !== "Failed" && (one.version === undefined || one.version === version),
    )
  );
}

async function failure(
  { version, healthSeconds }: HealthInputs,
  { state, instances }: Sight,
  beanstalk: BeanstalkCalls,
  waiting: Waiting,
): Promise<string> {
  const events = await waiting.ask(() => beanstalk.events());
  const bad = instances.filter((one) => !healthy.has(one.health) || one.deployment === "Failed");
  return [
    state.version === version && bad.every((one) => one.deployment !== "Failed")
      ? `The environment is not healthy after ${healthSeconds} s: ${state.health}`
      : `The environment did not take the version ${version}; it runs ${state.version}`,
    "The next `pulumi up` tries again. Its logs are in CloudWatch, under /aws/elasticbeanstalk.",
    ...indented(state.causes),
    ...bad.flatMap((one) => [
      `Instance ${one.id}: ${one.health}${one.deployment === "Failed" ? ", its deployment failed" : ""}`,
      ...indented(one.causes),
    ]),
    "What Beanstalk said last:",
    ...indented(events.slice(0, shownEvents)),
  ].join("\n");
}
