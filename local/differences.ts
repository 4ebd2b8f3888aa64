import { parse, stringify } from "yaml";
import { bundleFiles } from "../box/bundle-files";
import { paths } from "../box/paths";
import type { Service } from "../box/compose/service";
import type { Plan } from "../plan/types";
import type { LocalProject } from "./project";
import { volumeName } from "./volumes";

/** Ports of this machine; Caddy listens on the same numbers inside its container, so that its own links are right. */
export interface Ports {
  readonly http: number;
  readonly https: number;
}

/** Everything in which the stack on this machine differs from its box; all else is the box's own files. docs/local.md. */
export const differences: readonly string[] = [
  "Apps answer under `<app>.localhost`, over HTTP and HTTPS, not under their own hosts.",
  "Certificates come from Caddy's own authority, without a redirect to HTTPS and without Strict-Transport-Security.",
  "Ports are published on 127.0.0.1 only, under numbers of your choice.",
  "Data is in named volumes of Docker, not in folders of a data volume.",
  "Configuration and secrets are in `.ladder/local/<stack>`, not in /etc and /run.",
  "A static site is its folder itself, not a copy: a change is there at once.",
  "PostgreSQL keeps its files in a folder of its volume, not at its root.",
  "Another major version of PostgreSQL starts empty; the old one's volume stays.",
  "Images are those of this machine's processor, and `build:` apps and the edge image are built here, not pushed.",
  "A tag that is there is not asked for again.",
  "A changed app is replaced, not rolled: its requests wait while it starts.",
  "Caddy, PostgreSQL and Redis are recreated when the apps that use them come or go.",
  "An app that cannot run is left out, and the others start.",
  "Generated secrets come from a key of this machine, and a secret that you would give is made up when you do not.",
  "No earlier version and no history is kept: `npm run box -- --local` has every command but `rollback` and `history`, which say so.",
  "There is no disk guard, no update timer, no snapshot, and nothing of AWS.",
];

export interface ComposeFile {
  readonly services: Readonly<Record<string, LocalService>>;
  readonly networks: unknown;
  readonly volumes: Readonly<Record<string, { readonly external: true; readonly name: string }>>;
}

export type LocalService = Omit<Service, "volumes"> & { readonly volumes: readonly LocalMount[] };

export type LocalMount =
  | NonNullable<Service["volumes"]>[number]
  | {
      readonly type: "volume";
      readonly source: string;
      readonly target: string;
      readonly read_only?: boolean;
      readonly volume: { readonly nocopy: true };
    };

/** The box's Compose file and Caddyfile with the differences above. */
export function localFiles(plan: Plan, project: LocalProject, ports: Ports, siteFolders: SiteFolders) {
  const files = bundleFiles(plan);
  return {
    compose: localCompose(file(files, "compose.yaml"), project, ports, siteFolders),
    caddyfile: localCaddyfile(file(files, "caddy/Caddyfile"), ports),
  };
}

/** Static app -> its folder, absolute. */
export type SiteFolders = Readonly<Record<string, string>>;

function file(files: Readonly<Record<string, string>>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new RangeError(`the bundle has no ${path}`);
  return text;
}

function localCompose(text: string, project: LocalProject, ports: Ports, sites: SiteFolders): string {
  const box = parse(text) as { services: Record<string, Service>; networks: unknown };
  const services = Object.fromEntries(
    Object.entries(box.services).map(([name, service]) => [
      name,
      localService(name, service, project, ports, sites),
    ]),
  );
  const names = Object.values(services).flatMap(({ volumes }) =>
    volumes.flatMap((mount) => (mount.type === "volume" ? [mount.source] : [])),
  );
  const volumes = names.map((name) => [name, { external: true, name: volumeName(project, name) }] as const);
  const composed = { services, networks: box.networks, volumes: Object.fromEntries(volumes) };
  return stringify(composed, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}

function localService(
  name: string,
  service: Service,
  project: LocalProject,
  ports: Ports,
  sites: SiteFolders,
): LocalService {
  const pgData = service.environment?.["PGDATA"];
  return {
    ...service,
    ...(service.ports && { ports: localPorts(ports) }),
    ...(service.env_file && { env_file: service.env_file.map((path) => secretsPath(path, project)) }),
    ...(name === "postgres" &&
      pgData !== undefined && { environment: { ...service.environment, PGDATA: `${pgData}/main` } }),
    volumes: (service.volumes ?? []).flatMap((mount) => localMounts(mount, project, sites)),
  };
}

function localPorts({ http, https }: Ports): readonly string[] {
  return [`${http}:${http}`, `${https}:${https}`, `${https}:${https}/udp`].map((port) => `127.0.0.1:${port}`);
}

function secretsPath(path: string, { folder }: LocalProject): string {
  if (!path.startsWith(`${paths.secrets}/`)) throw new RangeError(`${path} has no place on this machine`);
  return path.replace(paths.secrets, `${folder}/secrets`);
}

type Mount = NonNullable<Service["volumes"]>[number];

function localMounts(mount: Mount, { folder }: LocalProject, sites: SiteFolders): readonly LocalMount[] {
  const own: Readonly<Record<string, string>> = {
    [paths.busybox]: `${folder}/busybox`,
    [paths.caddyConfig]: `${folder}/caddy`,
    [paths.basicAuth]: `${folder}/basic-auth`,
    [paths.redisConfig]: `${folder}/redis`,
  };
  const source = own[mount.source];
  if (source !== undefined) return [{ ...mount, source }];
  if (mount.source === paths.staticSites) {
    return Object.entries(sites).map(([app, path]) => ({
      ...mount,
      source: path,
      target: `${mount.target}/${app}`,
    }));
  }
  return [dataMount(mount)];
}

function dataMount({ source, target, read_only }: Mount): LocalMount {
  if (!source.startsWith(`${paths.data}/`)) throw new RangeError(`${source} has no place on this machine`);
  const readOnly = read_only === undefined ? {} : { read_only };
  return { type: "volume", source: volumeKey(source), target, ...readOnly, volume: { nocopy: true } };
}

/** `apps.todo.data` of `/data/ladder/apps/todo/data`; names of apps and volumes have no dot, so two never meet. */
export function volumeKey(boxFolder: string): string {
  return boxFolder.slice(`${paths.data}/`.length).replaceAll("/", ".");
}

function localCaddyfile(text: string, { http, https }: Ports): string {
  const options = [
    ...(http === 80 ? [] : [`http_port ${http}`]),
    ...(https === 443 ? [] : [`https_port ${https}`]),
    "auto_https disable_redirects",
    "local_certs",
    "skip_install_trust",
  ];
  return changed(text, /^\tauto_https off$/m, options.map((option) => `\t${option}`).join("\n"))
    .replaceAll(
      /^http:\/\/([a-z][a-z0-9-]*)\.\{\$HOST_SUFFIX\} \{$/gm,
      "http://$1.{$$HOST_SUFFIX}, https://$1.{$$HOST_SUFFIX} {",
    )
    .replaceAll(/^(\troot \/srv\/static\/[a-z0-9-]+)\/[0-9a-f]+$/gm, "$1");
}

/** A change that no longer finds its place must be noticed. */
function changed(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new RangeError(`the Caddyfile has no ${String(pattern)}`);
  return text.replace(pattern, replacement);
}
