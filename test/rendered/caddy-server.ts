import { spawn, type ChildProcess } from "node:child_process";
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import { request as httpsRequest } from "node:https";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { caddyfile } from "../../box/caddy/caddyfile";
import type { Edge } from "../../box/caddy/edge";
import type { Plan } from "../../plan/types";
import { freePort, tool, until } from "./command";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly host: string;
  readonly path?: string;
  readonly secure?: boolean;
  /** Server name of the TLS handshake, when it differs from the host. */
  readonly servername?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** The rendered Caddyfile on a real Caddy: free ports, own certificates, one app that answers and no others. */
export class CaddyServer {
  readonly folder = mkdtempSync(join(tmpdir(), "ladder-caddy-"));
  private process?: ChildProcess;
  private app?: Server;
  ports = { http: 0, https: 0, admin: 0 };
  log = "";

  async start(plan: Plan, edge: Edge = "box"): Promise<void> {
    const [http, https, admin, app, nothing] = await Promise.all([1, 2, 3, 4, 5].map(freePort));
    if (!http || !https || !admin || !app || !nothing) throw new Error("no free port");
    this.ports = { http, https, admin };
    this.app = createServer((incoming, answer) => {
      if (incoming.url === "/broken") return void incoming.socket.destroy();
      incoming
        .resume()
        .on("end", () => answer.writeHead(200, { "set-cookie": "id=cookie-value" }).end("app"));
    }).listen(app, "127.0.0.1");
    for (const name of ["todo", "shop"]) writeFileSync(join(this.folder, name), `127.0.0.1:${app}`);
    writeFileSync(join(this.folder, "down"), `127.0.0.1:${nothing}`);
    writeFileSync(join(this.folder, "Caddyfile"), this.adapted(caddyfile(plan, edge)));
    this.process = spawn(tool("caddy"), ["run", "--config", join(this.folder, "Caddyfile")], {
      env: {
        ...process.env,
        HOST_SUFFIX: "203.0.113.7.sslip.io",
        XDG_DATA_HOME: this.folder,
        XDG_CONFIG_HOME: this.folder,
      },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on("data", (text: Buffer) => (this.log += text.toString()));
    }
    await until("Caddy serves", () => this.answers({ host: "nobody" }));
    // A load balancer has them.
    if (edge === "balanced") return;
    for (const host of plan.apps.flatMap(({ hosts, redirectHosts }) => [...hosts, ...redirectHosts])) {
      await until(`${host} has a certificate`, () =>
        this.answers({ host, secure: true, path: "/certificate" }),
      );
    }
  }

  stop(): void {
    this.process?.kill("SIGKILL");
    this.app?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  ask({ host, path = "/", secure = false, servername, headers, body }: Ask): Promise<Answer> {
    const target = {
      host: "127.0.0.1",
      path,
      method: body ? "POST" : "GET",
      headers: { host, ...headers },
      agent: false,
    };
    return new Promise((resolve, reject) => {
      const sent = secure
        ? httpsRequest({
            ...target,
            port: this.ports.https,
            servername: servername ?? host,
            rejectUnauthorized: false,
          })
        : httpRequest({ ...target, port: this.ports.http });
      sent.on("response", (answer) => {
        let text = "";
        answer.on("data", (part: Buffer) => (text += part.toString()));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      });
      sent.on("error", reject).end(body);
    });
  }

  private answers(ask: Ask): Promise<boolean> {
    return this.ask(ask).then(
      () => true,
      () => false,
    );
  }

  /** Only what this machine forces to differ: ports, certificates, addresses, folders and patience. */
  private adapted(text: string): string {
    const { http, https, admin } = this.ports;
    return text
      .replaceAll("/etc/basic-auth", join(this.folder, "basic-auth"))
      .replace(
        "\n{\n",
        `\n{\n\thttp_port ${http}\n\thttps_port ${https}\n\tlocal_certs\n\tskip_install_trust\n`,
      )
      .replace("admin localhost:2019", `admin localhost:${admin}`)
      .replaceAll("/etc/caddy/upstreams", this.folder)
      .replaceAll("root /etc/caddy\n", `root ${this.folder}\n`)
      .replaceAll("lb_try_duration 30s", "lb_try_duration 1s")
      .replaceAll("/srv/static", join(this.folder, "static"));
  }
}
