import { openSystemsManager, type Account } from "./systems-manager";

/** How Systems Manager runs commands on one instance; each call is one request. */
export interface RunCommand {
  isOnline(): Promise<boolean>;
  /** Starts a command and returns its id. The limit is at least 30 seconds. */
  send(lines: readonly string[], comment: string, limitSeconds: number): Promise<string>;
  /** Undefined while the command runs. */
  outcome(commandId: string): Promise<Outcome | undefined>;
}

export interface Outcome {
  /** AWS's word for how it ended. */
  readonly status: string;
  readonly output: string;
  readonly errors?: string;
}

/** A command that the agent does not pick up in this time is sent again. */
const deliverySeconds = 60;
const unfinished: readonly (string | undefined)[] = ["Pending", "InProgress", "Delayed", "Cancelling"];

export function openRunCommand({
  instanceId,
  ...account
}: Account & { readonly instanceId: string }): RunCommand {
  const open = openSystemsManager(account);
  return {
    async isOnline() {
      const { sdk, client } = await open();
      const Filters = [{ Key: "InstanceIds", Values: [instanceId] }];
      const answer = await client.send(new sdk.DescribeInstanceInformationCommand({ Filters }));
      return answer.InstanceInformationList?.[0]?.PingStatus === "Online";
    },
    async send(lines, comment, limitSeconds) {
      const { sdk, client } = await open();
      const command = new sdk.SendCommandCommand({
        DocumentName: "AWS-RunShellScript",
        InstanceIds: [instanceId],
        Comment: comment,
        TimeoutSeconds: deliverySeconds,
        Parameters: { commands: [...lines], executionTimeout: [String(limitSeconds)] },
      });
      return (await client.send(command)).Command?.CommandId ?? "";
    },
    async outcome(commandId) {
      const { sdk, client } = await open();
      const command = new sdk.GetCommandInvocationCommand({ CommandId: commandId, InstanceId: instanceId });
      const { Status, StandardOutputContent, StandardErrorContent } = await client.send(command);
      if (unfinished.includes(Status)) return undefined;
      return { status: Status ?? "", output: StandardOutputContent ?? "", errors: StandardErrorContent };
    },
  };
}
