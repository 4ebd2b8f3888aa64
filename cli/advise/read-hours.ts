import type { Hour } from "../../cost/advice/load";
import { awsProblem } from "../box/box-problem";

/** A figure of CloudWatch. */
export interface Figure {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The hours of a figure; none where nothing was ever sent. */
export type ReadHours = (figure: Figure) => Promise<readonly Hour[]>;

const hour = 3_600_000;

/** Reads hours of the last days from CloudWatch. Each figure is one request: free among the first million of a month. */
export function openHours(
  account: { readonly region: string; readonly profile?: string },
  days: number,
  now: Date,
): ReadHours {
  const EndTime = new Date(Math.floor(now.getTime() / hour) * hour);
  const StartTime = new Date(EndTime.getTime() - days * 24 * hour);
  return async ({ namespace, metric, dimensions }) => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    const sdk = await import("@aws-sdk/client-cloudwatch");
    const client = new sdk.CloudWatchClient(account);
    const command = new sdk.GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      ...{ StartTime, EndTime, Period: 3600 },
      Statistics: ["Average", "Maximum", "Minimum", "SampleCount"],
    });
    const { Datapoints = [] } = await client.send(command).catch((error: unknown) => {
      throw awsProblem(error);
    });
    return Datapoints.map(({ Timestamp, Average = 0, Maximum = 0, Minimum = 0, SampleCount = 0 }) => ({
      ...{ at: Timestamp?.getTime() ?? 0, average: Average, maximum: Maximum, minimum: Minimum },
      count: SampleCount,
    }));
  };
}
