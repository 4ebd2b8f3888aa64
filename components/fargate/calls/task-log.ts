import { containerName, logPrefix } from "../container";
import { mask } from "./mask";
import { readParameters } from "./parameters";

/** Where a task writes, and which secrets it knows. */
export interface TaskLog {
  readonly region: string;
  readonly profile?: string;
  readonly logGroup: string;
  /** SSM parameters whose values must not be shown. */
  readonly parameters: readonly string[];
}

/** The end of what a task wrote: `lastLines`, or what a test puts in its place. */
export type LastLines = (taskArn: string, count: number) => Promise<readonly string[]>;

/** CloudWatch shows lines some seconds after they are written. */
const patience = { tries: 8, milliseconds: 2000 } as const;

/** The end of what a task wrote, without the values of its secrets. Never fails: what it cannot show it says instead. */
export async function lastLines(
  log: TaskLog,
  taskArn: string,
  count: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<readonly string[]> {
  const stream = logStream(taskArn);
  try {
    const secrets = await readParameters(log);
    for (let attempt = 0; attempt < patience.tries; attempt += 1) {
      const lines = await readLines(log, stream, count);
      if (lines.length > 0) return lines.map((line) => mask(line, secrets));
      await sleep(patience.milliseconds);
    }
    return [`(it wrote nothing; its log is ${stream} in ${log.logGroup})`];
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    return [`(its log is ${stream} in ${log.logGroup}; it is not shown here: ${reason})`];
  }
}

/** As ECS names it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html (awslogs-stream-prefix) */
function logStream(taskArn: string): string {
  return `${logPrefix}/${containerName}/${taskArn.split("/").at(-1) ?? ""}`;
}

async function readLines(
  { region, profile, logGroup }: TaskLog,
  logStreamName: string,
  limit: number,
): Promise<readonly string[]> {
  const sdk = await import("@aws-sdk/client-cloudwatch-logs");
  const client = new sdk.CloudWatchLogsClient({ region, profile });
  try {
    const input = { logGroupName: logGroup, logStreamName, limit, startFromHead: false };
    const { events = [] } = await client.send(new sdk.GetLogEventsCommand(input));
    return events.map(({ message }) => message ?? "");
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return [];
    throw error;
  }
}
