import type { AppPlan } from "../../plan/types";
import { upstreamFile } from "../paths";

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

/** The sites of an app: under its own hosts with HTTPS, or under the box's address; and its redirects. */
export function sites(app: AppPlan): readonly string[] {
  return [site(app), ...(app.redirectHosts.length > 0 ? [redirects(app)] : [])];
}

function site(app: AppPlan): string {
  const secure = app.hosts.length > 0;
  const address = secure ? app.hosts.join(", ") : `http://${app.name}.{$HOST_SUFFIX}`;
  return block(address, [
    "log",
    "import security_headers",
    ...(secure ? ["import strict_transport"] : []),
    "encode zstd gzip",
    ...block("request_body", [`max_size ${app.maxBodyMb}MB`]).split("\n"),
    ...rateLimit(app),
    ...basicAuth(app),
    ...(app.source.kind === "static" ? staticFiles(app, app.source.digest) : proxy(app)),
    "import error_page",
  ]);
}

function rateLimit({ name, rateLimit: limit }: AppPlan): readonly string[] {
  if (!limit) return [];
  const zone = block(`zone ${name}`, [
    "key {remote_host}",
    `events ${limit.requests}`,
    `window ${limit.seconds}s`,
  ]);
  return block("rate_limit", zone.split("\n")).split("\n");
}

/** Caddy reads the hash when it loads the file; the program `fetch` makes it from the secret. */
function basicAuth({ name, basicAuth: visitors }: AppPlan): readonly string[] {
  if (!visitors) return [];
  return block("basic_auth", [`${visitors.user} {file./etc/basic-auth/${name}}`]).split("\n");
}

function redirects({ hosts, redirectHosts }: AppPlan): string {
  return block(redirectHosts.join(", "), [
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
    ...transport.split("\n"),
  ];
  return block(`reverse_proxy tcp/{file.${upstreamFile(app.name)}}`, options).split("\n");
}

function staticFiles(app: AppPlan, digest: string): readonly string[] {
  return [`root /srv/static/${app.name}/${digest}`, "import static_files"];
}

function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...lines.map((line) => `\t${line}`), "}"].join("\n");
}
