import type { Outcome } from "../../components/run-on-box/run-command";
import type { Actor } from "./container-apis";
import { type ApiAnswer, type ApiRequest, jsonType, StandInServer } from "./stand-in-server";

/** A machine with an agent. */
export interface Machine {
  /** What Systems Manager knows about it, if anything. */
  information(filters: readonly Filter[]): readonly object[];
  /** Carries a command out as the agent would; undefined when no agent takes it. */
  carryOut(commands: readonly string[]): Promise<Outcome> | undefined;
}

export interface Filter {
  readonly Key: string;
  readonly Values: readonly string[];
}

/** Whether filters mean a machine of this id with these tags. */
export function areMet(
  filters: readonly Filter[],
  id: string,
  tags: Readonly<Record<string, string>>,
): boolean {
  const known = new Map(Object.entries({ InstanceIds: id, ...tags }));
  return filters.every(({ Key, Values }) => Values.includes(known.get(Key.replace("tag:", "")) ?? ""));
}

interface Request {
  readonly Filters?: readonly Filter[];
  readonly InstanceIds?: readonly string[];
  readonly CommandId?: string;
  readonly Parameters?: {
    readonly commands: readonly string[];
    readonly executionTimeout: readonly string[];
  };
}

/** A deployment: its box, and who knows its parameters. */
interface Stack {
  readonly box: Machine;
  readonly ecs?: Actor;
}

interface Command {
  readonly request: Request;
  outcome?: Outcome;
}

/** An answer that is an error in AWS's form. */
class Refusal extends Error {}

export type SystemsManager = StandInServer<Stack>;

/** Stands in for the part of AWS Systems Manager that Pulumi uses: its JSON API. */
export function startSystemsManager(): Promise<SystemsManager> {
  const commands = new Commands();
  return StandInServer.start<Stack>(jsonType, (request, stack) => answered(request, stack, commands));
}

async function answered(
  { body, target }: ApiRequest,
  stack: Stack | undefined,
  commands: Commands,
): Promise<ApiAnswer> {
  const action = target.replace("AmazonSSM.", "");
  const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
  try {
    const request = JSON.parse(body) as Request;
    if (!stack) throw new Refusal("AccessDeniedException");
    if (stack.ecs && action === "GetParameters")
      return json(200, await stack.ecs.act(action, { ...request }));
    return json(200, commands.act(action, request, stack.box));
  } catch (error) {
    if (!(error instanceof Refusal)) return json(500, { message: String(error) });
    return json(400, { __type: error.message, message: "refused by the stand-in" });
  }
}

/** Commands of all deployments: AWS numbers them together. */
class Commands {
  private readonly commands = new Map<string, Command>();

  act(action: string, request: Request, box: Machine): unknown {
    switch (action) {
      case "DescribeInstanceInformation":
        return { InstanceInformationList: box.information(request.Filters ?? []) };
      case "GetParameters":
        return { Parameters: [], InvalidParameters: [] };
      case "SendCommand":
        return { Command: { CommandId: this.send(request, box) } };
      case "GetCommandInvocation":
        return this.invocation(request.CommandId ?? "");
      case "StartSession":
        return { SessionId: "session-1", StreamUrl: "wss://session.invalid", TokenValue: "session-token" };
      default:
        throw new Refusal("UnknownOperationException");
    }
  }

  private send(request: Request, box: Machine): string {
    const { commands = [], executionTimeout = [] } = request.Parameters ?? {};
    if (Number(executionTimeout[0]) < 30) throw new Refusal("InvalidParameters");
    const run = box.carryOut(commands);
    if (!run) throw new Refusal("InvalidInstanceId");
    const id = `command-${this.commands.size + 1}`;
    const command: Command = { request };
    this.commands.set(id, command);
    void run.then((outcome) => (command.outcome = outcome));
    return id;
  }

  private invocation(id: string): unknown {
    const command = this.commands.get(id);
    if (!command) throw new Refusal("InvocationDoesNotExist");
    const { status, output, errors = "" } = command.outcome ?? { status: "InProgress", output: "" };
    // AWS keeps the beginning.
    const kept = {
      StandardOutputContent: output.slice(0, 24_000),
      StandardErrorContent: errors.slice(0, 8000),
    };
    return { Status: status, ...kept };
  }
}
