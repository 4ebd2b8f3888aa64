import type { Surroundings } from "../../run-on-box/wait";
import type { Deployment, EcsCalls } from "../calls/ecs-calls";
import type { LastLines } from "../calls/task-log";
import { Waiting } from "../calls/waiting";
import { failure, type Failed } from "./failure";
import type { RolloutInputs } from "./inputs";
import { staysUp } from "./stays-up";

/**
 * Waits until the service runs the wanted task definition and nothing else. ECS goes back to the deployment before when
 * the new one does not become healthy, and calls that a success. So what counts is the one deployment that was first seen:
 * the one before may have the same task definition. When an earlier `pulumi up` ended with the old version, the wanted
 * one is deployed again.
 */
export async function rollOut(
  inputs: RolloutInputs,
  ecs: EcsCalls,
  lastLines: LastLines,
  surroundings: Surroundings,
): Promise<void> {
  const waiting = new Waiting(`The new version of ${inputs.app}`, inputs.timeoutSeconds, surroundings);
  const fail = async (what: Failed) => new Error(await failure(inputs, ecs, lastLines, waiting, what));
  const deployment = await completed(inputs, ecs, waiting, surroundings, fail);
  const ended = await staysUp(inputs, deployment, ecs, waiting, surroundings);
  if (ended) throw await fail({ deployment, ended });
}

/** The deployment that came to its end; throws when it did not. */
async function completed(
  inputs: RolloutInputs,
  ecs: EcsCalls,
  waiting: Waiting,
  { say }: Surroundings,
  fail: (what: Failed) => Promise<Error>,
): Promise<string> {
  let seen: string | undefined;
  let before: string | undefined;
  for (;;) {
    const now = await primary(inputs, ecs, waiting);
    const wanted = now?.taskDefinition === inputs.taskDefinition ? now : undefined;
    if (seen !== undefined && now?.id !== seen) throw await fail({ deployment: seen });
    if (wanted?.state === "COMPLETED") return wanted.id;
    if (wanted?.state === "IN_PROGRESS") seen = wanted.id;
    else if (seen !== undefined || (before !== undefined && wanted && wanted.id !== before))
      throw await fail({ deployment: wanted?.id ?? "" });
    else if (before === undefined) {
      before = now?.id ?? "";
      say(`Deploying ${inputs.app} again: ECS had gone back to the version before.`);
      await waiting.ask(() => ecs.deploy(inputs.service, inputs.taskDefinition));
    }
    await waiting.pause("its copies are not all healthy");
  }
}

/** The deployment that ECS works towards. */
async function primary(
  { service }: RolloutInputs,
  ecs: EcsCalls,
  waiting: Waiting,
): Promise<Deployment | undefined> {
  const state = await waiting.ask(() => ecs.service(service));
  if (!state) throw new Error(`ECS knows no service ${service}`);
  return state.deployments.find((one) => one.primary);
}
