import type { Surroundings } from "../../run-on-box/wait";
import type { EcsCalls } from "../calls/ecs-calls";
import type { TaskState } from "../calls/task-state";
import type { Waiting } from "../calls/waiting";
import type { RolloutInputs } from "./inputs";

/** Why a copy ends by its own fault: ECS API, Task.stopCode. Others are ended by ECS, Spot or people. */
const ownFaults = ["EssentialContainerExited", "TaskFailedToStart"];

/**
 * A copy without a health check counts as healthy as soon as it runs, so a worker that ends after five seconds would be a
 * success. Waits until all copies have run for a while side by side; returns the copy that ended meanwhile, if one did.
 */
export async function staysUp(
  { service, watchSeconds }: RolloutInputs,
  deployment: string,
  ecs: EcsCalls,
  waiting: Waiting,
  { now }: Surroundings,
): Promise<TaskState | undefined> {
  if (watchSeconds === 0) return undefined;
  const ended = async () =>
    (await waiting.ask(() => ecs.stopped(service))).filter(
      ({ startedBy, stopCode = "" }) => startedBy === deployment && ownFaults.includes(stopCode),
    );
  // What ended before may have been too early for something it needs; its successor shows it.
  const before = new Set((await ended()).map(({ arn }) => arn));
  let since: number | undefined;
  for (;;) {
    const found = (await ended()).find(({ arn }) => !before.has(arn));
    if (found) return found;
    const complete = await allRun(service, deployment, ecs, waiting);
    since = complete ? (since ?? now()) : undefined;
    if (since !== undefined && now() - since >= watchSeconds * 1000) return undefined;
    await waiting.pause("its copies have not run for long");
  }
}

async function allRun(
  service: string,
  deployment: string,
  ecs: EcsCalls,
  waiting: Waiting,
): Promise<boolean> {
  const state = await waiting.ask(() => ecs.service(service));
  const found = state?.deployments.find(({ id }) => id === deployment);
  return found !== undefined && found.running >= found.desired;
}
