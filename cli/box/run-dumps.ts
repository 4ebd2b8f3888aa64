import { randomUUID } from "node:crypto";
import { openEcs, type EcsCalls } from "../../components/fargate/calls/ecs-calls";
import { lastLines, type LastLines } from "../../components/fargate/calls/task-log";
import type { TaskState } from "../../components/fargate/calls/task-state";
import { surroundings, Waiting } from "../../components/fargate/calls/waiting";
import type { Surroundings } from "../../components/run-on-box/wait";
import { awsProblem, boxProblem } from "./box-problem";
import type { Console } from "./console";
import type { DumpsTask } from "./find-dumps";

export interface DumpsRun extends DumpsTask {
  readonly region: string;
  readonly profile?: string;
  readonly command: readonly string[];
}

/** As CloudWatch gives at once: GetLogEvents (2026-11-22). */
const mostLines = 10_000;
const limitSeconds = 7 * 3600;
/** Lines come some seconds after the task has ended. */
const lateTries = 20;
const ending = /^managed-dumps: ends with \d+$/;

/** Starts the task, waits for its end, and shows what it wrote: results as one document, the rest beside. Returns its exit code. */
export async function runDumps(
  run: DumpsRun,
  console: Pick<Console, "show">,
  ecs: EcsCalls = openEcs({ ...run, cluster: run.clusterArn }),
  lines: LastLines = (arn, count) => lastLines({ ...run, parameters: [] }, arn, count, surroundings.sleep),
  around: Surroundings = { ...surroundings, say: (line) => process.stderr.write(`${line}\n`) },
): Promise<number> {
  const waiting = new Waiting("The task that backs databases up", limitSeconds, around);
  around.say(
    "Starting the task, which takes about two minutes; it goes on when this command is interrupted.",
  );
  const { arn, task } = await toItsEnd(run, ecs, waiting).catch((error: unknown) => {
    throw awsProblem(error);
  });
  const written = await allLines(arn, lines, around);
  const results = written.flatMap(resultOf);
  for (const line of written) if (resultOf(line).length === 0) await console.show("err", text(line));
  if (task.exitCode === undefined)
    throw boxProblem(`The task did not run: ${task.containerReason ?? task.stoppedReason ?? "no reason"}`);
  if (results.length > 0) await console.show("out", text(JSON.stringify(joined(results))));
  return task.exitCode;
}

async function toItsEnd(run: DumpsRun, ecs: EcsCalls, waiting: Waiting) {
  const { taskDefinitionArn, subnetIds, securityGroupId, command } = run;
  const token = randomUUID();
  const oneOff = { subnetIds, securityGroupIds: [securityGroupId], assignPublicIp: true, command };
  const arn = await waiting.ask(() => ecs.runTask({ ...oneOff, taskDefinition: taskDefinitionArn }, token));
  for (;;) {
    const task: TaskState | undefined = await waiting.ask(() => ecs.task(arn));
    if (task?.status === "STOPPED") return { arn, task };
    await waiting.pause(`it is ${task?.status.toLowerCase() ?? "not there yet"}`);
  }
}

/** The program's last line says that nothing is missing; one that was killed has none. */
async function allLines(arn: string, lines: LastLines, around: Surroundings): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await lines(arn, mostLines);
    if (attempt === lateTries || found.some((line) => ending.test(line))) return found;
    await around.sleep(1000);
  }
}

type Results = Readonly<Record<string, readonly unknown[]>>;

/** A line each: see dumps_run.py. */
function resultOf(line: string): readonly Results[] {
  return /^\{"(backups|restored)": \[/.test(line) ? [JSON.parse(line) as Results] : [];
}

function joined(results: readonly Results[]): Results {
  const [kind = ""] = Object.keys(results[0] ?? {});
  return { [kind]: results.flatMap((result) => result[kind] ?? []) };
}

function text(line: string): Buffer {
  return Buffer.from(`${line}\n`);
}
