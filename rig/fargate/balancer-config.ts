type Inputs = Readonly<Record<string, unknown>>;

/** A listener with its rules, as they are declared. */
export interface DeclaredListener {
  readonly inputs: Inputs;
  readonly rules: readonly Inputs[];
}

interface Action {
  readonly type: string;
  readonly targetGroupArn?: string;
  readonly redirect?: Redirect;
  readonly fixedResponse?: { readonly statusCode: string; readonly messageBody: string };
}

interface Redirect {
  readonly protocol: string;
  readonly statusCode: string;
  readonly host?: string;
  readonly path?: string;
  readonly query?: string;
}

type Targets = (groupArn: unknown) => readonly string[];

/** One Caddy's listeners: its own options, where each stands, and what is said of each request that is passed on. */
interface Place {
  readonly before: readonly string[];
  readonly head: (listener: { port: number; secure: boolean }) => readonly string[];
  readonly proxied: readonly string[];
}

/** Certificates of Caddy's own for every host that is asked for: it wants somebody to allow each, who is this Caddy itself. */
export const ownCertificates = {
  option: " auto_https disable_redirects\n on_demand_tls {\n ask http://127.0.0.1:9999\n }",
  site: "http://:9999 {\n respond 200\n}",
} as const;

const alone: Place = {
  before: [`{\n${ownCertificates.option}\n}`, ownCertificates.site],
  head: ({ port, secure }) => [
    `${secure ? "https" : "http"}://:${port} {`,
    ...(secure ? ["tls internal {\n on_demand\n}"] : []),
  ],
  proxied: [],
};

/** Port of this machine on which what a visitor sent to a port is taken from the Caddy that stands before. */
export function innerPort(port: number): number {
  return 8000 + port;
}

/**
 * Behind another Caddy, which the visitor's address and protocol are believed. An answer's headers are passed on at once: that
 * one asks again after a connection that ended without an answer, and must not when a copy began one and died.
 */
const behind = (admin: string): Place => ({
  before: [
    `{\n admin ${admin}\n persist_config off\n servers {\n trusted_proxies static 127.0.0.1/32\n }\n}`,
  ],
  head: ({ port }) => [`http://:${innerPort(port)} {`, "bind 127.0.0.1"],
  proxied: ["header_up X-Forwarded-For {header.X-Forwarded-For}", "flush_interval -1"],
});

/**
 * A load balancer in Caddy's words: listeners to sites, rules to handlers. `targets`: `address:port` of a group's copies;
 * without any the answer is 503, as AWS's is.
 */
export function balancerConfig(listeners: readonly DeclaredListener[], targets: Targets): string {
  return placed(listeners, targets, alone);
}

/** The same behind a Caddy that has the ports and certificates. `admin`: where this one takes a new configuration. */
export function innerConfig(listeners: readonly DeclaredListener[], targets: Targets, admin: string): string {
  return placed(listeners, targets, behind(admin));
}

function placed(listeners: readonly DeclaredListener[], targets: Targets, place: Place): string {
  const proxy: Proxy = (group) => proxyLines(targets(group), place.proxied);
  return [...place.before, ...listeners.map((listener) => site(listener, proxy, place))].join("\n");
}

type Proxy = (groupArn: unknown) => readonly string[];

function proxyLines(copies: readonly string[], proxied: readonly string[]): readonly string[] {
  if (copies.length === 0) return ["respond 503"];
  const line = `reverse_proxy ${copies.join(" ")}`;
  return proxied.length === 0 ? [line] : [`${line} {`, ...proxied, "}"];
}

function site({ inputs, rules }: DeclaredListener, proxy: Proxy, place: Place): string {
  const byPriority = rules.toSorted((one, other) => Number(one["priority"]) - Number(other["priority"]));
  return [
    ...place.head({ port: Number(inputs["port"]), secure: inputs["protocol"] === "HTTPS" }),
    ...headerLines(inputs),
    ...byPriority.flatMap((rule, index) => ruleLines(rule, index, proxy)),
    "handle {",
    ...actionLines(onlyOne(inputs["defaultActions"]), proxy),
    "}\n}",
  ].join("\n");
}

const addedHeaders = {
  "Strict-Transport-Security": "routingHttpResponseStrictTransportSecurityHeaderValue",
  "X-Content-Type-Options": "routingHttpResponseXContentTypeOptionsHeaderValue",
};

function headerLines(inputs: Inputs): readonly string[] {
  const added = Object.entries(addedHeaders).flatMap(([header, argument]) =>
    inputs[argument] === undefined ? [] : [`header ${header} "${String(inputs[argument])}"`],
  );
  return inputs["routingHttpResponseServerEnabled"] === false ? [...added, "header -Server"] : added;
}

function ruleLines(inputs: Inputs, index: number, proxy: Proxy): readonly string[] {
  const condition = onlyOne<{ hostHeader?: { values: readonly string[] } }>(inputs["conditions"]);
  if (!condition.hostHeader) throw new Error("a rule is for hosts; this one is not");
  return [
    `@rule${index} host ${condition.hostHeader.values.join(" ")}`,
    `handle @rule${index} {`,
    ...actionLines(onlyOne(inputs["actions"]), proxy),
    "}",
  ];
}

function actionLines(action: Action, proxy: Proxy): readonly string[] {
  switch (action.type) {
    case "redirect":
      return [redirectLine(action.redirect)];
    case "fixed-response": {
      const { messageBody = "", statusCode = "" } = action.fixedResponse ?? {};
      return [`respond "${messageBody}" ${statusCode}`];
    }
    case "forward":
      return proxy(action.targetGroupArn);
    default:
      throw new Error(`no such action: ${action.type}`);
  }
}

/** To the same path and query: what the program declares, and what leaving them out means. */
function redirectLine(redirect: Redirect | undefined): string {
  const {
    protocol = "",
    statusCode = "",
    host = "{host}",
    path = "/#{path}",
    query = "#{query}",
  } = redirect ?? {};
  if (path !== "/#{path}" || query !== "#{query}")
    throw new Error(`a redirect keeps path and query; this one goes to ${path}?${query}`);
  return `redir ${protocol.toLowerCase()}://${host}{uri} ${statusCode.replace("HTTP_", "")}`;
}

function onlyOne<Value = Action>(list: unknown): Value {
  const [first, ...others] = (list ?? []) as readonly Value[];
  if (first === undefined || others.length > 0)
    throw new Error("a listener's rule has one condition and one action");
  return first;
}
