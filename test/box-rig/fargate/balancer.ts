import boxImages from "../../../plan/data/box-images.json";
import type { RecordedResource } from "../../../cli/evaluate/recorded-resource";
import { output, until } from "../command";
import type { Rig } from "../rig";
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
    const started = await Balancer.run(rig, name, address, caddyfile(recorded, targets));
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

type Inputs = Readonly<Record<string, unknown>>;

interface Action {
  readonly type: string;
  readonly targetGroupArn?: string;
  readonly redirect?: {
    readonly protocol: string;
    readonly statusCode: string;
    readonly host?: string;
  };
  readonly fixedResponse?: { readonly statusCode: string; readonly messageBody: string };
}

/** Listeners to sites, rules to handlers; each action in Caddy's words. */
export function caddyfile(
  recorded: Recorded,
  targets: (group: RecordedResource) => readonly string[],
): string {
  const listeners = recorded.all("aws:lb/listener:Listener").map((listener) => {
    const { inputs } = listener;
    const rules = recorded
      .all("aws:lb/listenerRule:ListenerRule")
      .filter((rule) => rule.inputs["listenerArn"] === arnOf(listener))
      .sort((one, other) => Number(one.inputs["priority"]) - Number(other.inputs["priority"]));
    const act = (action: Action) => actionLines(action, recorded, targets);
    const secure = inputs["protocol"] === "HTTPS";
    return [
      `${secure ? "https" : "http"}://:${String(inputs["port"])} {`,
      ...(secure ? ["tls internal {\n on_demand\n}"] : []),
      ...headerLines(inputs),
      ...rules.flatMap((rule, index) => ruleLines(rule.inputs, index, act)),
      "handle {",
      ...act((inputs["defaultActions"] as readonly Action[])[0] ?? { type: "none" }),
      "}\n}",
    ].join("\n");
  });
  return [
    "{\n auto_https disable_redirects\n on_demand_tls {\n ask http://127.0.0.1:9999\n }\n}",
    "http://:9999 {\n respond 200\n}",
    ...listeners,
  ].join("\n");
}

function headerLines(inputs: Inputs): readonly string[] {
  const value = inputs["routingHttpResponseStrictTransportSecurityHeaderValue"];
  return value === undefined ? [] : [`header Strict-Transport-Security "${String(value)}"`];
}

function ruleLines(
  inputs: Inputs,
  index: number,
  act: (action: Action) => readonly string[],
): readonly string[] {
  const [condition] = inputs["conditions"] as readonly { hostHeader: { values: readonly string[] } }[];
  const [action] = inputs["actions"] as readonly Action[];
  return [
    `@rule${index} host ${condition?.hostHeader.values.join(" ") ?? ""}`,
    `handle @rule${index} {`,
    ...act(action ?? { type: "none" }),
    "}",
  ];
}

function actionLines(
  action: Action,
  recorded: Recorded,
  targets: (group: RecordedResource) => readonly string[],
): readonly string[] {
  switch (action.type) {
    case "redirect": {
      const { protocol = "", statusCode = "", host = "{host}" } = action.redirect ?? {};
      return [`redir ${protocol.toLowerCase()}://${host}{uri} ${statusCode.replace("HTTP_", "")}`];
    }
    case "fixed-response": {
      const { messageBody = "", statusCode = "" } = action.fixedResponse ?? {};
      return [`respond "${messageBody}" ${statusCode}`];
    }
    case "forward":
      return [`reverse_proxy ${targets(recorded.behind(action.targetGroupArn)).join(" ")}`];
    default:
      throw new Error(`no such action: ${action.type}`);
  }
}
