import type { Fields } from "../../settings/settings-view";
import { hostName } from "../../settings/app-schema";
import { pairs } from "./values";

/** What the labels and variables for a proxy say of an app. */
export interface RoutingInput {
  readonly hosts: readonly string[];
  readonly port?: number;
}

/** Reads routes of Traefik, caddy-docker-proxy and nginx-proxy. */
export function routingOf(
  service: Fields,
  environment: ReadonlyMap<string, string | undefined>,
): RoutingInput | undefined {
  const labels = [...pairs(service.labels)];
  const rules = labels.filter(([name]) => /^traefik\.http\.routers\..*\.rule$/.test(name));
  const written = [
    ...rules.flatMap(([, rule = ""]) => [...rule.matchAll(/`([^`]+)`/g)].map(([, host = ""]) => host)),
    ...labels.flatMap(([name, host = ""]) => (/^caddy(_\d+)?$/.test(name) ? host.split(/[\s,]+/) : [])),
    ...(environment.get("VIRTUAL_HOST") ?? "").split(","),
  ];
  const hosts = [...new Set(written.map((host) => host.replace(/^https?:\/\//, "")))].filter(
    (host) => hostName.safeParse(host).success,
  );
  const port = routedPort(labels, environment);
  const isRouted = written.some((host) => host !== "") || port !== undefined;
  return isRouted ? { hosts, ...(port !== undefined && { port }) } : undefined;
}

function routedPort(
  labels: readonly (readonly [string, string | undefined])[],
  environment: ReadonlyMap<string, string | undefined>,
): number | undefined {
  const ofTraefik = labels.find(([name]) =>
    /^traefik\.http\.services\..*\.loadbalancer\.server\.port$/.test(name),
  );
  const ofCaddy = labels
    .map(([, value = ""]) => /\{\{\s*upstreams\s+(\d+)\s*\}\}/.exec(value)?.[1])
    .find(Boolean);
  const port = Number(ofTraefik?.[1] ?? ofCaddy ?? environment.get("VIRTUAL_PORT"));
  return Number.isSafeInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}
