import type { Surroundings } from "../../run-on-box/wait";
import type { Deployment, EcsCalls } from "../calls/ecs-calls";
import { indented } from "../calls/indented";
import type { LastLines } from "../calls/task-log";
import { Waiting } from "../calls/waiting";
import type { RolloutInputs } from "./inputs";

const shownLines = 40;
const shownEvents = 3;

/**
 * Waits until the service runs the wanted task definition and nothing else. ECS goes back to the old one when the new one
 * does not become healthy, and calls that a success, so the running definition is what counts. When an earlier
 * `pulumi up` ended that way, the wanted one is deployed again.
 */
export async function rollOut(
  inputs: RolloutInputs,
  ecs: EcsCalls,
  lastLines: LastLines,
  surroundings: Surroundings,
): Promise<void> {
  const waiting = new Waiting(`The new version of ${inputs.app}`, inputs.timeoutSeconds, surroundings);
  let seen: string | undefined;
  let given: string | undefined;
  for (;;) {
    const ours = await primary(inputs, ecs, waiting);
    if (ours?.state === "COMPLETED") return;
    if (ours?.state === "IN_PROGRESS") seen = ours.id;
    else if (seen !== undefined) throw new Error(await failure(inputs, ecs, lastLines, waiting));
    else if (given === undefined) {
      given = ours?.id ?? "";
      surroundings.say(`Deploying ${inputs.app} again: ECS had gone back to the version before.`);
      await waiting.ask(() => ecs.deploy(inputs.service, inputs.taskDefinition));
    } else if (ours?.state === "FAILED" && ours.id !== given)
      throw new Error(await failure(inputs, ecs, lastLines, waiting));
    await waiting.pause("its copies are not all healthy");
  }
}

/** The deployment that ECS works towards, if it is of the wanted task definition. */
async function primary(
  { service, taskDefinition }: RolloutInputs,
  ecs: EcsCalls,
  waiting: Waiting,
): Promise<Deployment | undefined> {
  const state = await waiting.ask(() => ecs.service(service));
  if (!state) throw new Error(`ECS knows no service ${service}`);
  return state.deployments.find((one) => one.primary && one.taskDefinition === taskDefinition);
}

async function failure(
  { app, service, taskDefinition }: RolloutInputs,
  ecs: EcsCalls,
  lastLines: LastLines,
  waiting: Waiting,
): Promise<string> {
  const state = await waiting.ask(() => ecs.service(service));
  const stopped = await waiting.ask(() => ecs.stopped(service));
  const bad = stopped.find((task) => task.taskDefinition === taskDefinition);
  const reason = state?.deployments.find((one) => one.taskDefinition === taskDefinition)?.reason;
  return [
    `The new version of ${app} did not become healthy${reason === undefined ? "" : `: ${reason}`}`,
    "What served before serves on, if there was anything. The next `pulumi up` tries again.",
    ...(bad
      ? [
          `A copy ended: ${bad.containerReason ?? bad.stoppedReason ?? "no reason"}${bad.exitCode === undefined ? "" : ` (exit code ${bad.exitCode})`}`,
          "The end of its log:",
          ...indented(await lastLines(bad.arn, shownLines)),
        ]
      : []),
    "What ECS said last:",
    ...indented(state?.events.slice(0, shownEvents) ?? []),
  ].join("\n");
}
