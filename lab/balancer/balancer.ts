import boxImages from "../../plan/data/box-images.json";
import { output, until } from "../../rig/command";
import type { Rig } from "../../rig/rig";
import type { Answer } from "../../rig/request";
import { adminPort, askCaddy } from "./administration";

const drainPauseMs = 200;

/** A real Caddy in the place of a load balancer, which takes a new configuration without dropping a request. */
export class Balancer {
  private last = Promise.resolve();
  private loaded = "";

  private constructor(
    private readonly name: string,
    readonly address: string,
    private readonly config: (admin: string) => string,
  ) {}

  /** `config`: what it shall do now; it takes its configuration at `admin`. */
  static async start(
    rig: Rig,
    name: string,
    address: string,
    config: (admin: string) => string,
  ): Promise<Balancer> {
    const balancer = new Balancer(`${rig.name}-${name}`, address, config);
    const words = ["run", "--detach", "--name", balancer.name, "--label", rig.label, "--network", rig.name];
    const first = `{\n admin ${balancer.admin}\n}`;
    const program =
      'printf "%s" "$CONFIG" >/tmp/Caddyfile; exec caddy run --adapter caddyfile --config /tmp/Caddyfile';
    await output("docker", [
      ...words,
      ...["--ip", address, "--user", "root", "--env", `CONFIG=${first}`],
      ...[boxImages.caddy, "sh", "-c", program],
    ]);
    await balancer.begin().catch(async (error: unknown) => {
      await balancer.remove();
      throw error;
    });
    return balancer;
  }

  /** Makes it do what shall be done now; one change after the other. */
  refresh(): Promise<void> {
    this.last = this.last.catch(() => undefined).then(() => this.load());
    return this.last;
  }

  /** Waits until a copy that gets nothing new has answered everything, or its time is over. */
  async drained(endpoint: string, seconds: number): Promise<void> {
    await this.last;
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline && (await this.openRequests(endpoint)) > 0)
      await new Promise((done) => setTimeout(done, drainPauseMs));
  }

  /** Certificate of the authority that signs for the hosts; undefined while it has signed nothing. */
  async authority(): Promise<string | undefined> {
    const answer = await this.call("/pki/ca/local/certificates").catch(() => undefined);
    return answer && isFine(answer) ? answer.body : undefined;
  }

  async remove(): Promise<void> {
    await this.last.catch(() => undefined);
    await output("docker", ["rm", "--force", this.name]);
  }

  private async begin(): Promise<void> {
    const ready = () =>
      this.call("/config/")
        .then(isFine)
        .catch(() => false);
    await until("the load balancer is ready", 60, ready);
    await this.refresh();
  }

  private get admin(): string {
    return `${this.address}:${adminPort}`;
  }

  private async load(): Promise<void> {
    const config = this.config(this.admin);
    if (config === this.loaded) return;
    const answer = await this.call("/load", config);
    if (!isFine(answer)) throw new Error(`the load balancer refused its configuration: ${answer.body}`);
    this.loaded = config;
  }

  private call(path: string, body?: string): Promise<Answer> {
    return askCaddy(this.address, path, body);
  }

  private async openRequests(endpoint: string): Promise<number> {
    const answer = await this.call("/reverse_proxy/upstreams");
    const upstreams = (JSON.parse(answer.body) ?? []) as readonly Upstream[];
    return upstreams.find(({ address }) => address === endpoint)?.num_requests ?? 0;
  }
}

function isFine({ status }: Answer): boolean {
  return status === 200;
}

interface Upstream {
  readonly address: string;
  readonly num_requests: number;
}
