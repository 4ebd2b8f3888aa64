import boxImages from "../../../plan/data/box-images.json";
import type { RecordedResource } from "../../../cli/evaluate/recorded-resource";
import { output, until } from "../../../rig/command";
import type { Rig } from "../../../rig/rig";
import { balancerConfig } from "../../../rig/fargate/balancer-config";
import { arnOf, type Recorded } from "./recorded";

/** The load balancer's job done by a real Caddy, which knows nothing but the listeners and rules that are registered. */
export class Balancer {
  private constructor(
    private readonly name: string,
    readonly address: string,
    readonly authority: string,
  ) {}

  /** `targets`: `address:port` of a group's healthy copies. */
  static async start(
    rig: Rig,
    recorded: Recorded,
    targets: (group: RecordedResource) => readonly string[],
  ): Promise<Balancer> {
    const name = `${rig.name}-balancer`;
    const address = rig.freeAddress();
    const started = await Balancer.run(rig, name, address, configOf(recorded, targets));
    return new Balancer(name, address, started);
  }

  private static async run(rig: Rig, name: string, address: string, config: string): Promise<string> {
    await output("docker", [
      ...["run", "--detach", "--name", name, "--label", rig.label, "--network", rig.name, "--ip", address],
      ...["--user", "root", "--env", `CONFIG=${config}`, boxImages.caddy, "sh", "-c"],
      'printf "%s" "$CONFIG" >/tmp/Caddyfile; exec caddy run --adapter caddyfile --config /tmp/Caddyfile',
    ]);
    const root = "/data/caddy/pki/authorities/local/root.crt";
    return until("Caddy's own certificate authority", 60, () =>
      output("docker", ["exec", name, "cat", root]).catch(() => undefined),
    );
  }

  stop(): Promise<string> {
    return output("docker", ["rm", "--force", this.name]);
  }
}

/** What is registered, as a configuration takes it. */
function configOf(recorded: Recorded, targets: (group: RecordedResource) => readonly string[]): string {
  const rules = recorded.all("aws:lb/listenerRule:ListenerRule");
  const listeners = recorded.all("aws:lb/listener:Listener").map((listener) => ({
    inputs: listener.inputs,
    rules: rules.flatMap(({ inputs }) => (inputs["listenerArn"] === arnOf(listener) ? [inputs] : [])),
  }));
  return balancerConfig(listeners, (group) => targets(recorded.behind(group)));
}
