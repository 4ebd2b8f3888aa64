import type { Surroundings } from "../../run-on-box/wait";
import type { EcsCalls } from "../calls/ecs-calls";
import { indented } from "../calls/indented";
import type { LastLines } from "../calls/task-log";
import type { TaskState } from "../calls/task-state";
import { Waiting } from "../calls/waiting";
import type { MigrationInputs } from "./inputs";

/** As on the box: box/programs/migrate. The start of the task is not the migration's time. */
const limitSeconds = 1800 + 300;
const shownLines = { success: 10, failure: 40 } as const;

/**
 * Runs an app's migration as a task of its own and waits for its end. Throws when it did not end with 0. One that still
 * runs, because an earlier `pulumi up` was killed, is waited for first: two at once could damage data.
 */
export async function migrate(
  inputs: MigrationInputs,
  ecs: EcsCalls,
  lastLines: LastLines,
  token: string,
  surroundings: Surroundings,
): Promise<void> {
  const waiting = new Waiting(`The migration of ${inputs.app}`, limitSeconds, surroundings);
  for (;;) {
    const before = await waiting.ask(() => ecs.running(familyOf(inputs.taskDefinition)));
    if (before.length === 0) break;
    await waiting.pause("an earlier one still runs");
  }
  surroundings.say(`Migrating ${inputs.app}.`);
  const arn = await waiting.ask(() => ecs.runTask(inputs, token));
  const task = await end(arn, ecs, waiting);
  const failed = task.exitCode !== 0;
  const lines = await lastLines(arn, failed ? shownLines.failure : shownLines.success);
  if (failed) throw new Error(failure(inputs.app, task, lines));
  surroundings.say([`Migrated ${inputs.app}. The end of its log:`, ...indented(lines)].join("\n"));
}

/** A task that ends at once is never seen running, so only its end is waited for. */
async function end(arn: string, ecs: EcsCalls, waiting: Waiting): Promise<TaskState> {
  for (;;) {
    const task = await waiting.ask(() => ecs.task(arn));
    if (task?.status === "STOPPED") return task;
    await waiting.pause(`its task is ${task?.status.toLowerCase() ?? "not there yet"}`);
  }
}

function failure(app: string, task: TaskState, lines: readonly string[]): string {
  const reason =
    task.exitCode === undefined
      ? `its container did not run: ${task.containerReason ?? task.stoppedReason ?? "no reason"}`
      : `it ended with ${task.exitCode}`;
  return [
    `The migration of ${app} failed: ${reason}`,
    `The old version of ${app} serves on. The next \`pulumi up\` tries again.`,
    "The end of its log:",
    ...indented(lines),
  ].join("\n");
}

/** `arn:…:task-definition/family:3` -> `family`. */
function familyOf(taskDefinition: string): string {
  return taskDefinition.split("/").at(-1)?.split(":")[0] ?? "";
}
