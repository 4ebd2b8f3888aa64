import { openSystemsManager, type Account } from "../../components/run-on-box/systems-manager";
import { tags } from "../../components/tags";
import type { UserMistake } from "../run-command";
import { awsProblem, boxProblem } from "./box-problem";

/** A box that is online, or why there is none. */
export type FoundBox = { readonly instanceId: string } | { readonly problem: UserMistake };

/** Instance id of a stack's box. */
export async function findBox(stack: string, account: Account): Promise<string> {
  return idOf(await lookForBox(stack, account));
}

export function idOf(found: FoundBox): string {
  if ("problem" in found) throw found.problem;
  return found.instanceId;
}

/** By its tags through Systems Manager itself: no Pulumi, and no permission beyond those that `pulumi up` needs. */
export async function lookForBox(stack: string, account: Account): Promise<FoundBox> {
  const known = await instances(stack, account).catch((error: unknown) => {
    throw awsProblem(error);
  });
  const online = known.find(({ PingStatus }) => PingStatus === "Online");
  if (online?.InstanceId !== undefined) return { instanceId: online.InstanceId };
  const [last] = known.toSorted(
    (one, other) => Number(other.LastPingDateTime) - Number(one.LastPingDateTime),
  );
  return { problem: boxProblem(last ? away(stack, last) : unknown(stack, account)) };
}

async function instances(stack: string, account: Account) {
  const { sdk, client } = await openSystemsManager(account)();
  const Filters = Object.entries(tags(stack, "box")).map(([tag, value]) => ({
    Key: `tag:${tag}`,
    Values: [value],
  }));
  const answer = await client.send(new sdk.DescribeInstanceInformationCommand({ Filters }));
  return answer.InstanceInformationList ?? [];
}

function away(stack: string, last: { InstanceId?: string; LastPingDateTime?: Date }): string {
  const since = last.LastPingDateTime
    ? `; it was heard of last at ${last.LastPingDateTime.toISOString()}`
    : "";
  return `The box of stack ${stack} (${last.InstanceId ?? "without an id"}) is not online${since}. It may be stopped, or just starting.`;
}

function unknown(stack: string, { region, profile }: Account): string {
  const as = profile === undefined ? "" : ` for profile ${profile}`;
  return `Systems Manager knows no box of stack ${stack} in ${region}${as}: it was not built yet, or is in another account or region.`;
}
