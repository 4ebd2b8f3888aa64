import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { StandInBeanstalk } from "./stand-in-beanstalk";

/** Stands in for Elastic Beanstalk's query API, which answers in XML; a deployment per path. */
export class BeanstalkApi {
  private readonly environments = new Map<string, StandInBeanstalk>();
  private readonly server = createServer((message, response) => {
    void this.answer(message).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "text/xml" }).end(body);
    });
  }).unref();

  private constructor() {}

  static async start(): Promise<BeanstalkApi> {
    const api = new BeanstalkApi();
    await new Promise<void>((done) => api.server.listen(0, "127.0.0.1", done));
    return api;
  }

  endpoint(path: string, environment: StandInBeanstalk): string {
    this.environments.set(path, environment);
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${path}`;
  }

  private async answer(message: IncomingMessage): Promise<{ status: number; body: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const request = new URLSearchParams(Buffer.concat(chunks).toString());
    const action = request.get("Action") ?? "";
    const environment = this.environments.get((message.url ?? "").split("/")[1] ?? "");
    try {
      const result = xml(environment?.act(action, Object.fromEntries(request)));
      const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
      return { status: 200, body };
    } catch (error) {
      const problem = xml({
        Error: { Type: "Sender", Code: "InvalidParameterValue", Message: String(error) },
      });
      return { status: 400, body: `<ErrorResponse>${problem}</ErrorResponse>` };
    }
  }
}

/** Lists are members, maps are elements. */
function xml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join("");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([key, inner]) => `<${key}>${xml(inner)}</${key}>`)
      .join("");
  return String(value as string | number)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
