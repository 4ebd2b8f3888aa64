import { secretPlaceholder } from "../settings/encrypted-values";

/** Settings of a small portfolio with every kind of app; the images are those that images/make.sh makes. */
export interface RigSettings {
  readonly [name: string]: unknown;
  readonly apps: readonly RigApp[];
}

export interface RigApp {
  readonly name: string;
  readonly [setting: string]: unknown;
}

const todo: RigApp = {
  name: "todo",
  build: "./examples/todo",
  port: 3000,
  health: "/health",
  database: true,
  cache: true,
  migrate: "node migrate.js",
  env: { APP_TITLE: "Todo" },
  secrets: ["API_TOKEN", { name: "SESSION_SECRET", generate: true }],
  memoryMb: 96,
  readOnly: true,
};

const watcher: RigApp = {
  name: "watcher",
  build: "./examples/todo",
  command: ["node", "worker.js"],
  database: true,
  cache: true,
  migrate: "node migrate.js",
  env: { CHECK_URLS: "http://watched.invalid/", CHECK_SECONDS: 5 },
  memoryMb: 64,
  readOnly: true,
};

const whoami: RigApp = {
  name: "whoami",
  image: "traefik/whoami:v1.10.4",
  port: 80,
  health: "/bench",
  memoryMb: 16,
  readOnly: true,
  maxBodyMb: 1,
};

const paste: RigApp = { ...whoami, name: "paste", rateLimit: { requests: 5, seconds: 30 } };

const files: RigApp = {
  name: "files",
  image: "sigoden/dufs:v0.43.0",
  command: ["/data"],
  port: 5000,
  volumes: [{ name: "files", path: "/data" }],
  memoryMb: 16,
};

const site: RigApp = { name: "site", static: "./examples/site-docs" };

/** What every box starts with. */
export const portfolio: RigSettings = {
  tier: "compose",
  box: { instance: "t4g.small" },
  secrets: { todo: { API_TOKEN: secretPlaceholder } },
  apps: [todo, watcher, whoami, paste, files, site],
};

/** The portfolio with changed fields of an app. */
export function withApp(settings: RigSettings, name: string, changes: Partial<RigApp>): RigSettings {
  return {
    ...settings,
    apps: settings.apps.map((app) => (app.name === name ? { ...app, ...changes } : app)),
  };
}

/** Under a domain: HTTPS. */
export function withDomain(settings: RigSettings): RigSettings {
  return { ...settings, domain: "rig.test" };
}
