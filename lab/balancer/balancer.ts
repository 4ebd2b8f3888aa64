import boxImages from "../../plan/data/box-images.json";
import { output, until } from "../../rig/command";
import type { Rig } from "../../rig/rig";
import type { Answer } from "../../rig/request";
import { adminPort, askCaddy, innerAdminPort } from "./administration";
import { frontConfig } from "./front-config";

const drainPauseMs = 200;

const program = [
  'printf "%s" "$FRONT" >/tmp/front; printf "%s" "$INNER" >/tmp/inner',
  "caddy run --adapter caddyfile --config /tmp/inner &",
  "exec caddy run --adapter caddyfile --config /tmp/front",
].join("\n");

/**
 * Two real Caddys in the place of a load balancer, in one container. One has the ports and never changes; behind it stands the
 * other, which does what shall be done now. A Caddy that takes a new configuration ends connections that are just being
 * opened without an answer; AWS's load balancer never does, so the first one asks again.
 */
export class Balancer {
  private last = Promise.resolve();
  private loaded = "";

  private constructor(
    private readonly name: string,
    readonly address: string,
    private readonly config: (admin: string) => string,
  ) {}

  /** `config`: what the inner Caddy shall do now; it takes its configuration at `admin`. */
  static async start(
    rig: Rig,
    name: string,
    address: string,
    config: (admin: string) => string,
  ): Promise<Balancer> {
    const balancer = new Balancer(`${rig.name}-${name}`, address, config);
    const words = ["run", "--detach", "--name", balancer.name, "--label", rig.label, "--network", rig.name];
    const inner = `{\n admin ${balancer.admin}\n persist_config off\n}`;
    const configs = ["--env", `FRONT=${frontConfig(`${address}:${adminPort}`)}`, "--env", `INNER=${inner}`];
    await output("docker", [
      ...words,
      ...["--ip", address, "--user", "root", ...configs],
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

  /** Certificate of the authority that signs for the hosts; undefined while it cannot be asked. */
  async authority(): Promise<string | undefined> {
    const answer = await this.front("/pki/ca/local/certificates").catch(() => undefined);
    return answer && isFine(answer) ? answer.body : undefined;
  }

  async remove(): Promise<void> {
    await this.last.catch(() => undefined);
    await output("docker", ["rm", "--force", this.name]);
  }

  private async begin(): Promise<void> {
    const ready = () =>
      Promise.all([this.front("/config/"), this.inner("/config/")])
        .then((answers) => answers.every(isFine))
        .catch(() => false);
    await until("the load balancer is ready", 60, ready);
    await this.refresh();
  }

  private get admin(): string {
    return `${this.address}:${innerAdminPort}`;
  }

  private async load(): Promise<void> {
    const config = this.config(this.admin);
    if (config === this.loaded) return;
    const answer = await this.inner("/load", config);
    if (!isFine(answer)) throw new Error(`the load balancer refused its configuration: ${answer.body}`);
    this.loaded = config;
  }

  private front(path: string): Promise<Answer> {
    return askCaddy(this.address, path);
  }

  private inner(path: string, body?: string): Promise<Answer> {
    return askCaddy(this.address, path, body, innerAdminPort);
  }

  private async openRequests(endpoint: string): Promise<number> {
    const answer = await this.inner("/reverse_proxy/upstreams");
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
