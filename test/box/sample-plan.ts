import type { AppPlan, BoxPlan, Plan } from "../../plan/types";

const appDefaults = {
  kind: "web",
  port: 3000,
  health: "/",
  hosts: [],
  redirectHosts: [],
  env: {},
  secrets: [],
  passwordVersion: 1,
  volumes: [],
  memoryMb: 64,
  connections: 10,
  databaseTls: "require",
  scale: { min: 1, max: 1, cpuPercent: 70 },
  startSeconds: 60,
  readOnly: false,
  overlap: true,
  stopSeconds: 20,
  maxBodyMb: 10,
} as const;

const box: BoxPlan = {
  instanceType: "t4g.small",
  credits: "standard",
  burstable: true,
  rootGb: 16,
  dataGb: 20,
  databaseMemoryMb: 192,
  cacheMemoryMb: 48,
  cachePolicy: "volatile-lru",
  applyTimeoutMinutes: 15,
  moveTimeoutMinutes: 240,
  memory: {
    usableMb: 1904,
    lines: [
      { what: "system", mb: 240 },
      { what: "caddy", mb: 80 },
    ],
    neededMb: 900,
    freeMb: 1004,
    swapMb: 2048,
    smallestThatFits: "t4g.micro",
  },
  images: { caddy: "caddy:2.11.4", postgres: "postgres:17.6-bookworm", redis: "redis:7.4.5-bookworm" },
  olderPostgres: {},
};

/** An app from an image, web unless told otherwise. */
export function sampleApp(name: string, changes: Partial<AppPlan> = {}): AppPlan {
  return {
    ...appDefaults,
    name,
    source: { kind: "image", reference: `ghcr.io/acme/${name}:1.0.0` },
    ...changes,
  };
}

/** A static site. */
export function staticApp(name: string, changes: Partial<AppPlan> = {}): AppPlan {
  const source = { kind: "static", folder: `examples/${name}`, digest: "0123456789abcdef" } as const;
  return sampleApp(name, { kind: "static", port: undefined, memoryMb: 0, source, ...changes });
}

function homesOf(apps: readonly AppPlan[]): Plan["homes"] {
  return {
    database: apps.some((app) => app.database) ? "box" : undefined,
    cache: apps.some((app) => app.cache) ? "box" : undefined,
    files: apps.some((app) => app.volumes.length > 0) ? "box" : undefined,
  };
}

/** A plan of the given apps without a domain. */
export function planOf(
  apps: readonly AppPlan[],
  changes: Partial<Plan> = {},
  boxChanges: Partial<BoxPlan> = {},
): Plan {
  return {
    project: "ladder",
    stack: "dev",
    region: "us-east-1",
    tier: "compose",
    network: { vpcCidr: "10.20.0.0/16", zones: [] },
    dns: { zone: "none", records: [], manual: [], certificateNames: [] },
    homes: homesOf(apps),
    dataHome: apps.some((app) => app.database) ? { fresh: "box", reachable: ["box"] } : undefined,
    notes: [],
    box: { ...box, ...boxChanges },
    apps,
    backups: { keep: 7, nightly: 7, timeUtc: "03:00", pointInTimeDays: 0 },
    costs: { freeTier: "none" },
    advice: { days: 14, upPercent: 80, downPercent: 50, staleDays: 30 },
    ...changes,
  };
}

/** One app of every kind, and every feature of the box. */
export function samplePlan(): Plan {
  return planOf(
    [
      sampleApp("todo", {
        port: 3002,
        health: "/health",
        env: { GREETING: "costs $5, ${not} a variable", NODE_ENV: "production" },
        secrets: [secret("todo", "SESSION_KEY", 2)],
        database: { name: "todo", role: "todo" },
        cache: { user: "todo", prefix: "todo:" },
        migrate: "node migrate.js",
        volumes: [{ name: "uploads", path: "/app/uploads" }],
        overlap: false,
        memoryMb: 96,
        readOnly: true,
        rateLimit: { requests: 60, seconds: 10 },
      }),
      sampleApp("mail-worker", {
        kind: "worker",
        port: undefined,
        overlap: false,
        stopSeconds: 90,
        source: { kind: "build", context: "examples/todo", digest: "00ff", tag: "mail-worker.00ff" },
        command: ["node", "worker.js"],
        database: { name: "mail_worker", role: "mail_worker" },
        cache: { user: "mail-worker", prefix: "mail-worker:" },
      }),
      sampleApp("shop", {
        hosts: ["shop.example.com", "shop.example.org"],
        redirectHosts: ["www.example.com"],
        port: 8080,
        maxBodyMb: 50,
        secrets: [secret("shop", "VISITORS", 1)],
        basicAuth: { user: "friends", password: "VISITORS" },
      }),
      staticApp("site"),
    ],
    {
      dns: {
        zone: "none",
        records: [],
        manual: ["shop.example.com", "shop.example.org", "www.example.com"],
        certificateNames: [],
        email: "me@example.com",
      },
    },
    { edgeTag: "_edge.abcd" },
  );
}

/** What only AWS can tell, for samplePlan(). */
export const sampleValues = {
  address: "203.0.113.7",
  region: "us-east-1",
  bucket: "ladder-dev-bundles-1",
  backupBucket: "ladder-dev-backups-1",
  images: {
    "mail-worker": `123456789012.dkr.ecr.us-east-1.amazonaws.com/ladder/dev@sha256:${"ab".repeat(32)}`,
  },
  edgeImage: `123456789012.dkr.ecr.us-east-1.amazonaws.com/ladder/dev@sha256:${"cd".repeat(32)}`,
};

function secret(app: string, name: string, version: number): AppPlan["secrets"][number] {
  return { name, parameter: `/ladder/dev/apps/${app}/${name}`, source: "generated", length: 32, version };
}
