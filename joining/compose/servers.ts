import type { Fields } from "../../settings/settings-view";
import { imageKind } from "./image-kind";
import { names, scalarText, under } from "./values";

/** What another service of the file is to the ones that name it. */
export type ServerKind = "database" | "cache" | "server" | "app" | "gone";

/** A service as others call it. */
export interface Server {
  readonly service: string;
  readonly kind: ServerKind;
  /** Every name it answers to. */
  readonly hosts: readonly string[];
}

/** Variables whose whole value may be the name of a host. */
const hostVariable = /HOST|SERVER|ADDR|URL|URI|ENDPOINT|BROKER|NODE|BACKEND|UPSTREAM|PROXY|DSN/i;

/** The services of a file as servers of each other. */
export function serversOf(services: ReadonlyMap<string, Fields>): readonly Server[] {
  return [...services].map(([name, service]) => ({
    service: name,
    kind: kindOf(service),
    hosts: [name, ...aliases(service)].filter((host) => host !== ""),
  }));
}

function kindOf(service: Fields): ServerKind {
  const kind = imageKind(scalarText(service.image) ?? "");
  if (kind === "database" || kind === "cache" || kind === "server" || kind === "app") return kind;
  return "gone";
}

function aliases(service: Fields): readonly string[] {
  const networks = names(service.networks).flatMap((network) =>
    names(under(service, "networks", network).aliases),
  );
  return [scalarText(service.container_name), scalarText(service.hostname), ...networks].filter(
    (name): name is string => name !== undefined,
  );
}

/** Servers that the value of a variable names, as a host or in an address. */
export function serversNamed(variable: string, value: string, servers: readonly Server[]): readonly Server[] {
  return servers.filter(({ hosts }) => hosts.some((host) => isNamed(host, variable, value)));
}

function isNamed(host: string, variable: string, value: string): boolean {
  if (value === host) return hostVariable.test(variable);
  const text = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(^|[@/,=(\\s;])${text}:\\d|(//|@|host=)${text}($|[/,?)\\s;])`, "i").test(value);
}

/** Services that a service waits for or links, by name. */
export function dependenciesOf(service: Fields): readonly string[] {
  const links = names(service.links).map((link) => link.split(":")[0] ?? "");
  return [...names(service.depends_on), ...links];
}
