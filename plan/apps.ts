import type { AppSettings, Settings } from "../settings/schema";
import { volumePath } from "../settings/volume-path";
import { appParameter, databaseName, laterLogin } from "./names";
import type { SecretPlan } from "./secret-plan";
import type { AppKind, AppPlan, AppSource } from "./types";

/** What the folders of `build:` and `static:` apps hold: app name -> digest. */
export type FolderDigests = Readonly<Record<string, string>>;

/** Apps in the order of the settings. */
export function appPlans(settings: Settings, stack: string, folders: FolderDigests): readonly AppPlan[] {
  return settings.apps.map((app) => appPlan(app, settings.domain, stack, folders));
}

function appPlan(
  app: AppSettings,
  domain: string | undefined,
  stack: string,
  folders: FolderDigests,
): AppPlan {
  const kind = kindOf(app);
  return {
    name: app.name,
    kind,
    source: sourceOf(app, folders),
    port: app.port,
    health: app.health,
    hosts: kind === "worker" ? [] : (app.hosts ?? (domain === undefined ? [] : [`${app.name}.${domain}`])),
    redirectHosts: app.redirectHosts,
    command: app.command,
    env: Object.fromEntries(Object.entries(app.env).map(([name, value]) => [name, String(value)])),
    secrets: app.secrets.map((secret) => secretPlan(secret, app.name, stack)),
    database: app.database ? databasePlan(app) : undefined,
    cache: app.cache ? { user: databaseName(app.name), prefix: `${app.name}:` } : undefined,
    passwordVersion: app.passwordVersion,
    migrate: app.migrate,
    volumes: app.volumes.map(({ name, path }) => ({ name, path: volumePath(path) })),
    memoryMb: kind === "static" ? 0 : app.memoryMb,
    connections: app.connections,
    databaseTls: app.databaseTls,
    scale: app.scale ?? oneCopy,
    startSeconds: app.startSeconds,
    readOnly: app.readOnly,
    overlap: app.overlap ?? (kind === "web" && app.volumes.length === 0),
    stopSeconds: app.stopSeconds,
    maxBodyMb: app.maxBodyMb,
    rateLimit: app.rateLimit,
    basicAuth: app.basicAuth,
  };
}

function databasePlan({ name, passwordVersion }: AppSettings): AppPlan["database"] {
  const owner = databaseName(name);
  return {
    name: owner,
    role: owner,
    ...(passwordVersion > 1 && { login: laterLogin(owner, passwordVersion) }),
  };
}

const oneCopy: AppPlan["scale"] = { min: 1, max: 1, cpuPercent: 70 };

function kindOf(app: AppSettings): AppKind {
  if (app.static !== undefined) return "static";
  return app.port === undefined ? "worker" : "web";
}

function sourceOf(app: AppSettings, folders: FolderDigests): AppSource {
  const digest = folders[app.name] ?? "";
  if (app.static !== undefined) return { kind: "static", folder: app.static, digest };
  // The dot keeps "web." from being a prefix of "web-admin." in the repository's clean-up rules.
  if (app.build !== undefined)
    return { kind: "build", context: app.build, digest, tag: `${app.name}.${digest}` };
  return { kind: "image", reference: app.image ?? "" };
}

function secretPlan(secret: AppSettings["secrets"][number], app: string, stack: string): SecretPlan {
  const generated = typeof secret !== "string";
  const name = generated ? secret.name : secret;
  return {
    name,
    parameter: appParameter(stack, app, name),
    source: generated ? "generated" : "given",
    length: generated ? secret.length : 0,
    version: generated ? secret.version : 1,
  };
}
