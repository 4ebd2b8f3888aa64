import type { SSMClient } from "@aws-sdk/client-ssm";

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
}

/** A command that the agent does not pick up in this time is sent again. */
const deliverySeconds = 60;
const unfinished: readonly (string | undefined)[] = ["Pending", "InProgress", "Delayed", "Cancelling"];

/** Loads AWS's client at the first request: a preview makes none. */
export function openRunCommand(where: {
  readonly instanceId: string;
  readonly region: string;
  readonly profile?: string;
}): RunCommand {
  const { instanceId, region, profile } = where;
  let opened: SSMClient | undefined;
  const open = async () => {
    // package.json says which Node the project runs on; the SDK would repeat its own plans under every `pulumi up`.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    const sdk = await import("@aws-sdk/client-ssm");
    opened ??= new sdk.SSMClient({ region, profile });
    return { sdk, client: opened };
  };
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
      const { Status, StandardOutputContent } = await client.send(command);
      if (unfinished.includes(Status)) return undefined;
      return { status: Status ?? "", output: StandardOutputContent ?? "" };
    },
  };
}
