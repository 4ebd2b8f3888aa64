import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Outcome } from "../../../components/run-on-box/run-command";
import type { StandInEcs } from "../containers/stand-in-ecs";

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
  readonly ecs?: StandInEcs;
}

interface Command {
  readonly request: Request;
  outcome?: Outcome;
}

/** An answer that is an error in AWS's form. */
class Refusal extends Error {}

/** Stands in for the part of AWS Systems Manager that Pulumi uses: its JSON API over HTTP, a stack per path. */
export class SystemsManager {
  private readonly stacks = new Map<string, Stack>();
  private readonly commands = new Map<string, Command>();
  private readonly server = createServer((message, response) => {
    void this.answer(message).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    });
  }).unref();

  private constructor() {}

  static async start(): Promise<SystemsManager> {
    const service = new SystemsManager();
    await new Promise<void>((done) => service.server.listen(0, "127.0.0.1", done));
    return service;
  }

  /** Where a box's requests go. */
  endpoint(path: string, stack: Stack): string {
    this.stacks.set(path, stack);
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${path}`;
  }

  private async answer(message: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const action = String(message.headers["x-amz-target"]).replace("AmazonSSM.", "");
    const stack = this.stacks.get((message.url ?? "").split("/")[1] ?? "");
    try {
      const request = JSON.parse(Buffer.concat(chunks).toString()) as Request;
      if (!stack) throw new Refusal("AccessDeniedException");
      if (stack.ecs && action === "GetParameters")
        return { status: 200, body: stack.ecs.act(action, { ...request }) };
      return { status: 200, body: this.act(action, request, stack.box) };
    } catch (error) {
      if (!(error instanceof Refusal)) return { status: 500, body: { message: String(error) } };
      return { status: 400, body: { __type: error.message, message: "refused by the stand-in" } };
    }
  }

  private act(action: string, request: Request, box: Machine): unknown {
    switch (action) {
      case "DescribeInstanceInformation":
        return { InstanceInformationList: box.information(request.Filters ?? []) };
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
