import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { StandInEcs } from "./stand-in-ecs";

/** Stands in for the JSON APIs of ECS, CloudWatch Logs and the Parameter Store that a roll-out uses; a deployment per path. */
export class ContainerApis {
  private readonly clusters = new Map<string, StandInEcs>();
  private readonly server = createServer((message, response) => {
    void this.answer(message).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    });
  }).unref();

  private constructor() {}

  static async start(): Promise<ContainerApis> {
    const apis = new ContainerApis();
    await new Promise<void>((done) => apis.server.listen(0, "127.0.0.1", done));
    return apis;
  }

  endpoint(path: string, cluster: StandInEcs): string {
    this.clusters.set(path, cluster);
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${path}`;
  }

  private async answer(message: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const action = String(message.headers["x-amz-target"]).split(".").at(-1) ?? "";
    const cluster = this.clusters.get((message.url ?? "").split("/")[1] ?? "");
    try {
      const request = JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>;
      return { status: 200, body: cluster?.act(action, request) };
    } catch (error) {
      return { status: 400, body: { __type: "InvalidRequestException", message: String(error) } };
    }
  }
}
