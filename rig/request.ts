import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  /** Address of the box; the host name is only said, never looked up. */
  readonly address: string;
  readonly host: string;
  /** Default: the scheme's own. */
  readonly port?: number;
  readonly path?: string;
  /** Certificate of the authority to trust; the request is over HTTPS then. */
  readonly authority?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** How long nothing may come. */
  readonly patienceMs?: number;
}

/** One request on a connection of its own. */
export function request(ask: Ask): Promise<Answer> {
  const { address, host, port, path = "/", authority, headers, body, patienceMs = 40_000 } = ask;
  const options: RequestOptions = {
    host: address,
    ...(port !== undefined && { port }),
    path,
    method: body === undefined ? "GET" : "POST",
    headers: { host, ...headers },
    agent: false,
    timeout: patienceMs,
  };
  return new Promise((resolve, reject) => {
    const sent =
      authority === undefined
        ? httpRequest(options)
        : httpsRequest({ ...options, servername: isIP(host) ? undefined : host, ca: authority });
    sent.on("response", (answer) => {
      let text = "";
      answer.on("data", (part: Buffer) => (text += part.toString()));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
      answer.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer from ${host}`)));
    sent.on("error", reject).end(body);
  });
}
