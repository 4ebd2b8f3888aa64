import type { AppPlan } from "../../plan/types";

/**
 * How long a request waits for an app that is being replaced: longer than the app's start. Only failed connections are
 * tried again, so no request reaches an app twice.
 */
const patience = "30s";

/** The site block of an app with a host: HTTPS under its own hosts, or plain HTTP under the box's address. */
export function site(app: AppPlan): string {
  const secure = app.hosts.length > 0;
  const address = secure ? app.hosts.join(", ") : `http://${app.name}.{$HOST_SUFFIX}`;
  return block(address, [
    "log",
    "import security_headers",
    ...(secure ? ["import strict_transport"] : []),
    "encode zstd gzip",
    ...block("request_body", [`max_size ${app.maxBodyMb}MB`]).split("\n"),
    ...rateLimit(app),
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

function proxy(app: AppPlan): readonly string[] {
  const options = [`lb_try_duration ${patience}`, "lb_try_interval 250ms"];
  return block(`reverse_proxy ${app.name}:${app.port}`, options).split("\n");
}

function staticFiles(app: AppPlan, digest: string): readonly string[] {
  return [`root /srv/static/${app.name}/${digest}`, "import static_files"];
}

function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...lines.map((line) => `\t${line}`), "}"].join("\n");
}
