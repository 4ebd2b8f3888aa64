import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Rig } from "../../rig/rig";
import { innerPort } from "../../rig/fargate/balancer-config";
import type { Properties } from "../../rig/provider/difference";
import { Balancer } from "../balancer/balancer";
import { distributionAnswer, securityHeaders, type Surroundings } from "./distribution";

/** CloudFront: all distributions answer at one address, each under its aliases; a Caddy there has the certificates. */
export class CloudFront {
  readonly distributions = new Map<string, Properties>();
  /** ARN -> code. */
  readonly functions = new Map<string, string>();
  readonly policies = new Map<string, Properties>();
  private edge: Promise<Balancer> | undefined;
  private server: Server | undefined;

  constructor(private readonly rig: Rig) {}

  /** Where distributions answer; started with the first. */
  async address(): Promise<string> {
    this.edge ??= this.start();
    return (await this.edge).address;
  }

  async remove(id: string): Promise<void> {
    this.distributions.delete(id);
    if (this.distributions.size > 0) return;
    this.server?.close();
    await (await this.edge)?.remove();
    this.edge = undefined;
  }

  async authorities(): Promise<readonly string[]> {
    const authority = await (await this.edge)?.authority();
    return authority === undefined ? [] : [authority];
  }

  private async start(): Promise<Balancer> {
    const host = `${this.rig.subnet}.1`;
    this.server = createServer((message, response) => void this.respond(message, response));
    this.server.listen(0, host);
    await once(this.server, "listening");
    const { port } = this.server.address() as AddressInfo;
    const site = (port: number) => `http://:${innerPort(port)} {\n bind 127.0.0.1\n`;
    const config = (admin: string) =>
      [
        `{\n admin ${admin}\n persist_config off\n}`,
        `${site(80)} redir https://{host}{uri} 301\n}`,
        `${site(443)} header -Server\n reverse_proxy ${host}:${port}\n}`,
      ].join("\n");
    return Balancer.start(this.rig, "cloudfront", this.rig.freeAddress(), config);
  }

  private async respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (message.headers.host ?? "").toLowerCase();
    const inputs = [...this.distributions.values()].find(
      (one) => one["enabled"] === true && ((one["aliases"] ?? []) as readonly string[]).includes(host),
    );
    const [path = "/", query = ""] = (message.url ?? "/").split("?");
    const visit = { method: message.method ?? "GET", host, path, query };
    try {
      if (!inputs) throw new Error(`no distribution has the alias ${host}`);
      const { status, headers, body } = await distributionAnswer(inputs, visit, this.surroundings);
      response.writeHead(status, headers).end(visit.method === "HEAD" ? undefined : body);
    } catch (error) {
      response.writeHead(403).end(error instanceof Error ? error.message : String(error));
    }
  }

  private readonly surroundings: Surroundings = {
    read: async (bucket, key) => {
      const { status, headers, body } = await this.rig.cloud.read(key, bucket);
      const kept = ["content-type", "cache-control"].flatMap((name) => {
        const value = headers.get(name);
        return value === null || status !== 200 ? [] : [[name, value]];
      });
      // Who may read but not list is told 403 about what is not there.
      return { status: status === 404 ? 403 : status, headers: Object.fromEntries(kept), body };
    },
    code: (arn) => {
      const code = this.functions.get(arn);
      if (code === undefined) throw new Error(`CloudFront knows no function ${arn}`);
      return code;
    },
    added: (id) => securityHeaders(this.policies.get(id) ?? {}),
  };
}
