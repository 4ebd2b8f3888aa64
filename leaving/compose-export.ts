import { posix } from "node:path";
import { stringify } from "yaml";
import { composeServices } from "../box/compose/compose-file";
import { dataUser } from "../box/compose/postgres-service";
import type { Service } from "../box/compose/service";
import { paths } from "../box/paths";
import { slug } from "../plan/names";
import type { AppPlan, Plan } from "../plan/types";
import { appEnvironment, cacheEnvironment, caddyEnvironment, restoreEnvironment } from "./environment";
import { postgresPassword } from "./variables";

/** What the export brings beside the settings. */
export interface ExportedData {
  /** Folder of `build:` apps in the export: app -> path. */
  readonly builds: Readonly<Record<string, string>>;
  /** Volumes with files: `app/volume`. */
  readonly archives: readonly string[];
}

const header =
  "# Made by npm run export of Ladder; yours from now on. The values of ${…} stand in .env, see README.md.\n";
const everyStringQuoted = {
  lineWidth: 0,
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
  aliasDuplicateObjects: false,
} as const;
/** With a dot, as no app's name has. */
const [prepare, restore] = ["export.prepare", "export.restore"];
const completed = { condition: "service_completed_successfully" } as const;

type PlainService = Readonly<Record<string, unknown>>;

/** The Compose file of a stack for a machine that has Docker and nothing of Ladder. */
export function composeExport(plan: Plan, data: ExportedData): string {
  const boxServices = composeServices(plan);
  const services = Object.entries(boxServices).flatMap(([name, service]) => {
    const app = plan.apps.find((one) => one.name === name);
    return app === undefined
      ? [[name, dataService(name, service, plan)] as const]
      : appServices(app, service, data, slug(plan.stack));
  });
  const all: Readonly<Record<string, PlainService>> = {
    ...prepareService(plan, boxServices),
    [restore]: restoreService(plan, data),
    ...Object.fromEntries(services),
  };
  const document = {
    name: slug(plan.stack),
    services: all,
    networks: Object.fromEntries(networksOf(all).map((name) => [name, {}])),
    volumes: Object.fromEntries(volumesOf(all).map((name) => [name, {}])),
  };
  return header + stringify(document, everyStringQuoted);
}

/** An app, and before it what its new version runs once. */
function appServices(
  app: AppPlan,
  service: Service,
  { builds }: ExportedData,
  project: string,
): readonly (readonly [string, PlainService])[] {
  const { depends_on: needed, image, ...rest } = service;
  const build = builds[app.name];
  const plain = {
    // Under a name, so that what is built once serves the migration and other apps of the folder, too.
    ...(build === undefined ? { image } : { image: `${project}-${posix.basename(build)}`, build }),
    ...rest,
    env_file: undefined,
    // It needs a program that Ladder brings.
    healthcheck: undefined,
    environment: appEnvironment(app),
    volumes: app.volumes.map(({ name, path }) => `${volumeName(app.name, name)}:${path}`),
    depends_on: { ...needed, [restore]: completed },
  };
  if (app.migrate === undefined) return [[app.name, plain]];
  const { depends_on, ...once } = plain;
  const migration = {
    ...once,
    command: ["sh", "-c", app.migrate.replaceAll("$", "$$$$")],
    restart: "no",
    depends_on,
  };
  return [
    [`${app.name}.migrate`, migration],
    [app.name, { ...plain, depends_on: { ...depends_on, [`${app.name}.migrate`]: completed } }],
  ];
}

/** Volume of the export; names of apps and volumes have no dot. */
function volumeName(app: string, volume: string): string {
  return `${app}.${volume}`;
}

function dataService(name: string, service: Service, plan: Plan): PlainService {
  const { volumes = [], ...settings } = service;
  const rest = { ...settings, env_file: undefined };
  const mounts = volumes.flatMap(({ source, target }) => mountOf(source, target, plan));
  const prepared = { depends_on: { [prepare]: completed } };
  if (name === "caddy") return { ...rest, environment: caddyEnvironment(plan), volumes: mounts };
  if (name === "redis") return { ...rest, ...redisParts(service, plan), ...prepared, volumes: mounts };
  const environment = { ...service.environment, POSTGRES_PASSWORD: `\${${postgresPassword}:?}` };
  return { ...rest, ...prepared, environment, volumes: mounts };
}

/** The users are made when it starts, from passwords that no file holds. */
function redisParts({ command = [] }: Service, plan: Plan) {
  const users = command.filter(
    (_, index) => command[index] !== "--aclfile" && command[index - 1] !== "--aclfile",
  );
  return {
    command: ["sh", "/etc/redis/start.sh", ...users.slice(1)],
    environment: cacheEnvironment(plan),
  };
}

function mountOf(source: string, target: string, plan: Plan): readonly string[] {
  if (source === paths.caddyConfig) return [`./caddy:${target}:ro`];
  if (source === paths.redisConfig) return [`./redis:${target}:ro`];
  if (source === paths.staticSites)
    return plan.apps.some(({ kind }) => kind === "static") ? [`./sites:${target}:ro`] : [];
  if (!source.startsWith(`${paths.data}/`)) return [];
  // Without what an image has there, whose owner may be another one.
  return [`${dataVolume(source)}:${target}:nocopy`];
}

/** `postgres.17` of the box's `/data/ladder/postgres/17`. */
function dataVolume(source: string): string {
  return source.slice(paths.data.length + 1).replaceAll("/", ".");
}

/** Gives new volumes to the user that PostgreSQL and Redis run as. */
function prepareService(
  plan: Plan,
  services: Readonly<Record<string, Service>>,
): Readonly<Record<string, PlainService>> {
  const own = [services["postgres"], services["redis"]].flatMap((service) => service?.volumes ?? []);
  const volumes = own.map(({ source }) => source).filter((source) => source.startsWith(`${paths.data}/`));
  if (volumes.length === 0) return {};
  const places = volumes.map((source) => `/prepare/${dataVolume(source)}`);
  const service = {
    image: plan.box.images.postgres,
    user: "0:0",
    entrypoint: ["chown", dataUser, ...places],
    restart: "no",
    network_mode: "none",
    volumes: volumes.map((source) => `${dataVolume(source)}:/prepare/${dataVolume(source)}`),
  };
  return { [prepare]: service };
}

/** Brings databases and files back, once, before any app starts. */
function restoreService(plan: Plan, { archives }: ExportedData): PlainService {
  const folders = archives.map((archive) => {
    const [app = "", volume = ""] = archive.split("/");
    return `${volumeName(app, volume)}:/volumes/${archive}`;
  });
  const database = plan.homes.database !== undefined;
  return {
    image: plan.box.images.postgres,
    user: "0:0",
    entrypoint: ["bash", "/export/restore.sh"],
    restart: "no",
    environment: restoreEnvironment(plan),
    volumes: [
      "./restore.sh:/export/restore.sh:ro",
      "./databases:/export/databases:ro",
      "./files:/export/files:ro",
      "restored:/restored",
      ...folders,
    ],
    ...(database
      ? { networks: ["0-postgres"], depends_on: { postgres: { condition: "service_healthy" } } }
      : { network_mode: "none" }),
  };
}

function networksOf(services: Readonly<Record<string, PlainService>>): readonly string[] {
  return Object.values(services).flatMap(({ networks }) =>
    typeof networks === "object" && networks !== null && !Array.isArray(networks)
      ? Object.keys(networks)
      : [],
  );
}

/** Named volumes, told from folders by their first character. */
function volumesOf(services: Readonly<Record<string, PlainService>>): readonly string[] {
  const mounts = Object.values(services).flatMap(({ volumes }) => (volumes ?? []) as readonly string[]);
  return mounts.map((mount) => mount.split(":")[0] ?? "").filter((source) => !source.startsWith("."));
}
