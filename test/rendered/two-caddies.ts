import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askCaddy } from "../../lab/balancer/administration";
import { frontConfig } from "../../lab/balancer/front-config";
import { innerConfig } from "../../rig/fargate/balancer-config";
import { request, type Answer } from "../../rig/request";
import { freePort, tool, until } from "./command";

interface Visit {
  readonly path: string;
  readonly secure: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const address = "127.0.0.1";

/** The lab's load balancer on this machine: its two Caddys as in its container, but on free ports. */
export class TwoCaddies {
  private readonly folder = mkdtempSync(join(tmpdir(), "ladder-balancer-"));
  private readonly processes: ChildProcess[] = [];
  private readonly ports = new Map<string, number>();
  private authority = "";

  async start(): Promise<void> {
    for (const port of ["80", "443", "8080", "8443", "9999", "2019", "2020"])
      this.ports.set(port, await freePort());
    this.run("front", this.moved(frontConfig(`${address}:2019`)));
    this.run("inner", `{\n admin ${address}:${this.port("2020")}\n persist_config off\n}`);
    await until("both have an administration", () =>
      Promise.all([this.admin("2019", "/config/"), this.admin("2020", "/config/")]).then(
        () => true,
        () => false,
      ),
    );
    this.authority = (await this.admin("2019", "/pki/ca/local/certificates")).body;
  }

  stop(): void {
    for (const process of this.processes) process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything that comes, on both ports, goes to these copies. */
  async load(endpoints: readonly string[]): Promise<void> {
    const defaultActions = [{ type: "forward", targetGroupArn: "group" }];
    const listeners = [
      { inputs: { protocol: "HTTP", port: 80, defaultActions }, rules: [] },
      { inputs: { protocol: "HTTPS", port: 443, defaultActions }, rules: [] },
    ];
    const config = this.moved(innerConfig(listeners, () => endpoints, `${address}:2020`));
    const { status, body } = await this.admin("2020", "/load", config);
    if (status !== 200) throw new Error(body);
  }

  /** On a connection of its own. */
  visit({ secure, ...rest }: Visit): Promise<Answer> {
    const port = this.port(secure ? "443" : "80");
    const ask = { address, host: "todo.example.com", port, patienceMs: 10_000, ...rest };
    return request(secure ? { ...ask, authority: this.authority } : ask);
  }

  private run(name: string, config: string): void {
    const file = join(this.folder, name);
    writeFileSync(file, config);
    const environment = { ...process.env, XDG_DATA_HOME: this.folder, XDG_CONFIG_HOME: this.folder };
    const words = ["run", "--adapter", "caddyfile", "--config", file];
    this.processes.push(spawn(tool("caddy"), words, { env: environment, stdio: "ignore" }));
  }

  private admin(port: string, path: string, body?: string): Promise<Answer> {
    return askCaddy(address, path, body, this.port(port));
  }

  private moved(config: string): string {
    return config.replaceAll(
      /:(80|443|8080|8443|9999|2019|2020)\b/g,
      (_, port: string) => `:${this.port(port)}`,
    );
  }

  private port(declared: string): number {
    return this.ports.get(declared) ?? 0;
  }
}
