import type { GetCostAndUsageCommandInput, Group } from "@aws-sdk/client-cost-explorer";
import { awsProblem } from "../box/box-problem";
import type { Answer } from "./answer";

const metric = "UnblendedCost";
/** Cost Explorer has one address for all regions. */
const region = "us-east-1";

/**
 * What AWS billed in a period, by service and stack: everything of this project and everything without its tags, so one
 * answer serves every stack of the account. Each page is a request that is billed.
 */
export async function askCostExplorer(
  period: { readonly Start: string; readonly End: string },
  profile: string | undefined,
  now: Date,
): Promise<Answer> {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-cost-explorer");
  const client = new sdk.CostExplorerClient({ region, profile });
  const groups: Group[] = [];
  let requests = 0;
  let page: string | undefined;
  try {
    do {
      const command = new sdk.GetCostAndUsageCommand({ ...question(period), NextPageToken: page });
      const { ResultsByTime = [], NextPageToken } = await client.send(command);
      groups.push(...ResultsByTime.flatMap(({ Groups = [] }) => Groups));
      page = NextPageToken;
      requests += 1;
    } while (page !== undefined);
  } catch (error) {
    throw awsProblem(error);
  }
  return { asked: now.toISOString(), requests, end: period.End, groups: groups.map(groupOf) };
}

function question(TimePeriod: { readonly Start: string; readonly End: string }) {
  return {
    TimePeriod,
    Granularity: "MONTHLY",
    Metrics: [metric],
    GroupBy: [
      { Type: "DIMENSION", Key: "SERVICE" },
      { Type: "TAG", Key: "Stack" },
    ],
    Filter: {
      And: [
        { Not: { Dimensions: { Key: "RECORD_TYPE", Values: ["Credit", "Refund"] } } },
        {
          Or: [
            { Tags: { Key: "Project", Values: ["ladder"] } },
            { Tags: { Key: "Project", MatchOptions: ["ABSENT"] } },
          ],
        },
      ],
    },
  } satisfies GetCostAndUsageCommandInput;
}

/** A tag's value stands behind its key: `Stack$prod`. */
function groupOf({ Keys = [], Metrics = {} }: Group): Answer["groups"][number] {
  const [service = "", tag = ""] = Keys;
  return {
    service,
    stack: tag.slice(tag.indexOf("$") + 1),
    usd: Number(Metrics[metric]?.Amount ?? "0"),
  };
}
