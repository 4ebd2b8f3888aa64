import type { EcsCalls } from "../calls/ecs-calls";
import { indented } from "../calls/indented";
import type { LastLines } from "../calls/task-log";
import type { TaskState } from "../calls/task-state";
import type { Waiting } from "../calls/waiting";
import type { RolloutInputs } from "./inputs";

const shownLines = 40;
const shownEvents = 3;

/** What went wrong. */
export interface Failed {
  readonly deployment: string;
  /** A copy that ended after ECS had called the deployment complete. */
  readonly ended?: TaskState;
}

/** Why a version does not serve, in words: ECS's reason, the end of a copy and of its log, ECS's last events. */
export async function failure(
  { app, service, taskDefinition }: RolloutInputs,
  ecs: EcsCalls,
  lastLines: LastLines,
  waiting: Waiting,
  { deployment, ended }: Failed,
): Promise<string> {
  const state = await waiting.ask(() => ecs.service(service));
  const bad = ended ?? (await badCopy(service, taskDefinition, deployment, ecs, waiting));
  const reason = state?.deployments.find((one) => one.id === deployment)?.reason;
  const aftermath = "What served before serves on, if there was anything. The next `pulumi up` tries again.";
  return [
    ended
      ? `The new version of ${app} does not keep running.`
      : `The new version of ${app} did not become healthy${reason === undefined ? "" : `: ${reason}`}`,
    ended ? "ECS starts it again and again. The next `pulumi up` looks again." : aftermath,
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

/** A copy of the deployment that ended; of the task definition when none of the deployment is known any more. */
async function badCopy(
  service: string,
  taskDefinition: string,
  deployment: string,
  ecs: EcsCalls,
  waiting: Waiting,
): Promise<TaskState | undefined> {
  const stopped = await waiting.ask(() => ecs.stopped(service));
  return (
    stopped.find((task) => task.startedBy === deployment) ??
    stopped.find((task) => task.taskDefinition === taskDefinition)
  );
}
