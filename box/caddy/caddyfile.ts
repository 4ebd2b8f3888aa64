import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppPlan, Plan } from "../../plan/types";
import { block } from "./block";
import type { Edge } from "./edge";
import { healthLines, sites } from "./site";

/** The Caddyfile: one site per app with a host, and 404 for every other host. */
export function caddyfile(plan: Plan, edge: Edge = "box"): string {
  const apps = plan.apps.filter((app) => app.kind !== "worker");
  const secure = edge !== "balanced" && apps.some((app) => app.hosts.length > 0);
  const parts = [
    globalOptions(plan, secure, edge),
    snippets(),
    ...apps.flatMap((app) => sites(app, edge)),
    ...unknownHosts(secure, edge, apps),
  ];
  return parts.join("\n\n") + "\n";
}

/** Against clients that hold connections by sending slowly: headers must come within seconds, and be small. */
function servers(edge: Edge): readonly string[] {
  return [
    "\tservers {",
    "\t\ttimeouts {",
    "\t\t\tread_header 10s",
    "\t\t\tidle 2m",
    "\t\t}",
    "\t\tmax_header_size 32KiB",
    ...(edge === "balanced" ? behindBalancer : []),
    "\t}",
  ];
}

/**
 * The load balancer, alone in its VPC to reach the instances, says who the client is and which protocol it spoke. It adds
 * to what the client claims, so only the last address counts.
 */
const behindBalancer = ["\t\ttrusted_proxies static private_ranges", "\t\ttrusted_proxies_strict"];

/** The filter applies to access and error logs: no headers, and no values of parameters that often are credentials. */
function globalOptions(plan: Plan, secure: boolean, edge: Edge): string {
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
    ...servers(edge),
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
 * empty 200. The load balancer asks under no app's name.
 */
function unknownHosts(secure: boolean, edge: Edge, apps: readonly AppPlan[]): readonly string[] {
  if (edge === "balanced" && apps.some((app) => app.hosts.length === 0)) return [];
  const lines = [...(edge === "balanced" ? healthLines : []), "error 404", "import error_page"];
  return (secure ? ["http://", "https://"] : ["http://"]).map((address) => block(address, lines));
}
