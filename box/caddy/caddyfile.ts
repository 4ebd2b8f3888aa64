import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/types";
import { sites } from "./site";

/** The Caddyfile of the box: one site per app with a host, and 404 for every other host. */
export function caddyfile(plan: Plan): string {
  const apps = plan.apps.filter((app) => app.kind !== "worker");
  const secure = apps.some((app) => app.hosts.length > 0);
  return (
    [globalOptions(plan, secure), snippets(), ...apps.flatMap(sites), unknownHosts(secure)].join("\n\n") +
    "\n"
  );
}

/** Against clients that hold connections by sending slowly: headers must come within seconds, and be small. */
const servers = [
  "\tservers {",
  "\t\ttimeouts {",
  "\t\t\tread_header 10s",
  "\t\t\tidle 2m",
  "\t\t}",
  "\t\tmax_header_size 32KiB",
  "\t}",
];

/** The filter applies to access and error logs: no headers, and no values of parameters that often are credentials. */
function globalOptions(plan: Plan, secure: boolean): string {
  const hidden = [
    "access_token",
    "api_key",
    "code",
    "key",
    "password",
    "secret",
    "signature",
    "state",
    "token",
  ];
  return [
    "# Made by Ladder from the stack's settings; edits are overwritten.",
    "{",
    "\tadmin localhost:2019",
    "\tgrace_period 20s",
    ...(plan.dns.email === undefined ? [] : [`\temail ${plan.dns.email}`]),
    ...(secure ? [] : ["\tauto_https off"]),
    ...servers,
    "\tlog {",
    "\t\toutput stdout",
    // Every health check of the container is a line otherwise.
    "\t\texclude admin.api",
    "\t\tformat filter {",
    "\t\t\trequest>headers delete",
    "\t\t\trequest>tls delete",
    "\t\t\tresp_headers delete",
    "\t\t\trequest>uri query {",
    ...hidden.map((name) => `\t\t\t\treplace ${name} REDACTED`),
    "\t\t\t}",
    "\t\t}",
    "\t}",
    "}",
  ].join("\n");
}

function snippets(): string {
  return readFileSync(join(__dirname, "snippets.caddy"), "utf8").trimEnd();
}

/**
 * Under HTTPS a request can still name a host other than the certificate's, and without a site Caddy would answer an
 * empty 200.
 */
function unknownHosts(secure: boolean): string {
  return (secure ? ["http://", "https://"] : ["http://"])
    .map((address) => `${address} {\n\terror 404\n\timport error_page\n}`)
    .join("\n\n");
}
