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

/**
 * A load balancer in Caddy's words: listeners to sites, rules to handlers. `targets`: `address:port` of a group's copies;
 * without any the answer is 503, as AWS's is. `admin`: where Caddy takes a new configuration.
 */
export function balancerConfig(
  listeners: readonly DeclaredListener[],
  targets: Targets,
  admin?: string,
): string {
  return [
    `{\n${admin === undefined ? "" : ` admin ${admin}\n`} auto_https disable_redirects\n on_demand_tls {\n ask http://127.0.0.1:9999\n }\n}`,
    "http://:9999 {\n respond 200\n}",
    ...listeners.map((listener) => site(listener, targets)),
  ].join("\n");
}

function site({ inputs, rules }: DeclaredListener, targets: Targets): string {
  const secure = inputs["protocol"] === "HTTPS";
  const byPriority = rules.toSorted((one, other) => Number(one["priority"]) - Number(other["priority"]));
  return [
    `${secure ? "https" : "http"}://:${String(inputs["port"])} {`,
    ...(secure ? ["tls internal {\n on_demand\n}"] : []),
    ...headerLines(inputs),
    ...byPriority.flatMap((rule, index) => ruleLines(rule, index, targets)),
    "handle {",
    ...actionLines(onlyOne(inputs["defaultActions"]), targets),
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

function ruleLines(inputs: Inputs, index: number, targets: Targets): readonly string[] {
  const condition = onlyOne<{ hostHeader?: { values: readonly string[] } }>(inputs["conditions"]);
  if (!condition.hostHeader) throw new Error("a rule is for hosts; this one is not");
  return [
    `@rule${index} host ${condition.hostHeader.values.join(" ")}`,
    `handle @rule${index} {`,
    ...actionLines(onlyOne(inputs["actions"]), targets),
    "}",
  ];
}

function actionLines(action: Action, targets: Targets): readonly string[] {
  switch (action.type) {
    case "redirect":
      return [redirectLine(action.redirect)];
    case "fixed-response": {
      const { messageBody = "", statusCode = "" } = action.fixedResponse ?? {};
      return [`respond "${messageBody}" ${statusCode}`];
    }
    case "forward": {
      const copies = targets(action.targetGroupArn);
      return [copies.length === 0 ? "respond 503" : `reverse_proxy ${copies.join(" ")}`];
    }
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
