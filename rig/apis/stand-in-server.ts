import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to one of AWS's APIs, without its credentials. */
export interface ApiRequest {
  readonly body: string;
  /** `Service.Action`, where the API names it in a header. */
  readonly target: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

type Respond<Deployment> = (
  request: ApiRequest,
  deployment: Deployment | undefined,
) => ApiAnswer | Promise<ApiAnswer>;

/** A local server in the place of one of AWS's APIs: each deployment has a path of its own. */
export class StandInServer<Deployment> {
  private readonly deployments = new Map<string, Deployment>();
  private readonly server = createServer((message, response) => {
    void this.answer(message).then(({ status, body }) => {
      response.writeHead(status, { "content-type": this.contentType }).end(body);
    });
  }).unref();

  private constructor(
    private readonly contentType: string,
    private readonly respond: Respond<Deployment>,
  ) {}

  static async start<Deployment>(
    contentType: string,
    respond: Respond<Deployment>,
  ): Promise<StandInServer<Deployment>> {
    const api = new StandInServer(contentType, respond);
    await new Promise<void>((done) => api.server.listen(0, "127.0.0.1", done));
    return api;
  }

  endpoint(path: string, deployment: Deployment): string {
    this.deployments.set(path, deployment);
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${path}`;
  }

  private async answer(message: IncomingMessage): Promise<ApiAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const target = String(message.headers["x-amz-target"]);
    return this.respond({ body, target }, this.deployments.get((message.url ?? "").split("/")[1] ?? ""));
  }
}

/** Of the APIs that speak JSON. */
export const jsonType = "application/x-amz-json-1.1";
