import { healthPath } from "../../plan/health-path";
import type { AppPlan } from "../../plan/types";
import { upstreamFile } from "../paths";
import { block } from "./block";
import type { Edge } from "./edge";

/**
 * How long a request waits for an app that is being replaced: longer than the app's start. Failed connections are tried
 * again, and a GET also when its connection broke; no other request reaches an app twice.
 */
const patience = "30s";

/** Idle connections to the old container must go before it can stop; shorter than what servers keep (Node: 5 s). */
const idleConnections = "2s";

/**
 * A body of up to this size is complete before the app hears of it, so that clients that send slowly hold none of its
 * workers; more would let them fill Caddy's memory. There is no time limit on a body: Caddy would answer it with 200.
 */
const bufferedRequest = "16KiB";

/** The sites of an app: under its own hosts with HTTPS, or under the machine's address; and its redirects. */
export function sites(app: AppPlan, edge: Edge): readonly string[] {
  return [site(app, edge), ...(app.redirectHosts.length > 0 ? [redirects(app, edge)] : [])];
}

function site(app: AppPlan, edge: Edge): string {
  const named = app.hosts.length > 0;
  const handlers = [
    "import security_headers",
    ...(named ? ["import strict_transport"] : []),
    "encode zstd gzip",
    block("request_body", [`max_size ${app.maxBodyMb}MB`]),
    ...rateLimit(app),
    ...basicAuth(app),
    ...(app.source.kind === "static" ? staticFiles(app, app.source.digest) : proxy(app)),
  ];
  const alone = edge === "balanced" && !named;
  return block(addresses(app, edge), [
    "log",
    ...(edge === "balanced" && named ? ["import https_only"] : []),
    // In a block of its own: neither a password nor a limit of the app holds for the load balancer's question.
    ...(alone ? [...healthLines, block("handle", handlers)] : handlers),
    "import error_page",
  ]);
}

/** Without a host the app has a name under the machine's address, which is four labels; a load balancer serves one app. */
function addresses({ name, hosts }: AppPlan, edge: Edge): string {
  if (hosts.length > 0) return withScheme(hosts, edge);
  if (edge === "balanced") return "http://";
  return edge === "box" ? `http://${name}.{$HOST_SUFFIX}` : `http://${name}.*.*.*.*.sslip.io`;
}

function withScheme(hosts: readonly string[], edge: Edge): string {
  return (edge === "balanced" ? hosts.map((host) => `http://${host}`) : hosts).join(", ");
}

/** An instance gets requests when all its apps were seen healthy, and answers for itself, whatever becomes of one of them. */
export const healthLines: readonly string[] = [
  block(`handle ${healthPath}`, [
    block("@ready file", ["root /etc/caddy", "try_files /ready"]),
    "respond @ready ready",
    'respond "starting" 503',
  ]),
];

function rateLimit({ name, rateLimit: limit }: AppPlan): readonly string[] {
  if (!limit) return [];
  const zone = block(`zone ${name}`, [
    "key {client_ip}",
    `events ${limit.requests}`,
    `window ${limit.seconds}s`,
  ]);
  return [block("rate_limit", [zone])];
}

/** Caddy reads the hash when it loads the file; the program `fetch` makes it from the secret. */
function basicAuth({ name, basicAuth: visitors }: AppPlan): readonly string[] {
  if (!visitors) return [];
  return [block("basic_auth", [`${visitors.user} {file./etc/basic-auth/${name}}`])];
}

function redirects({ hosts, redirectHosts }: AppPlan, edge: Edge): string {
  return block(withScheme(redirectHosts, edge), [
    "log",
    "import strict_transport",
    `redir https://${hosts[0]}{uri} 308`,
  ]);
}

/**
 * The file names the container that serves, as `name:port`. Caddy reads it for every request and every further try, so
 * that renaming another file over it moves all new requests at once, without a reload. Without the `tcp/` Caddy would
 * append port 80.
 */
function proxy(app: AppPlan): readonly string[] {
  const transport = block("transport http", [`keepalive ${idleConnections}`]);
  const options = [
    `lb_try_duration ${patience}`,
    "lb_try_interval 250ms",
    `request_buffers ${bufferedRequest}`,
    transport,
  ];
  return [block(`reverse_proxy tcp/{file.${upstreamFile(app.name)}}`, options)];
}

function staticFiles(app: AppPlan, digest: string): readonly string[] {
  return [`root /srv/static/${app.name}/${digest}`, "import static_files"];
}
