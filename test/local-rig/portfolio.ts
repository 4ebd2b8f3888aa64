import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";

const root = resolve(__dirname, "../..");

export interface App {
  readonly name: string;
  readonly [setting: string]: unknown;
}

/** Every kind of app, and one whose image nobody has. */
export const apps: readonly App[] = [
  {
    name: "todo",
    build: "./todo",
    port: 3000,
    health: "/health",
    database: true,
    cache: true,
    migrate: "node migrate.js",
    secrets: ["API_TOKEN", { name: "SESSION_SECRET", generate: true }],
    memoryMb: 96,
    readOnly: true,
  },
  {
    name: "watcher",
    build: "./todo",
    command: ["node", "worker.js"],
    database: true,
    cache: true,
    env: { CHECK_URLS: "http://watched.invalid/" },
    migrate: "node migrate.js",
    memoryMb: 64,
  },
  {
    name: "whoami",
    image: "traefik/whoami:v1.10.4",
    port: 80,
    health: "/bench",
    memoryMb: 16,
    readOnly: true,
  },
  {
    name: "files",
    image: "sigoden/dufs:v0.43.0",
    command: ["/data"],
    port: 5000,
    volumes: [{ name: "files", path: "/data" }],
    memoryMb: 16,
  },
  { name: "site", static: "./site" },
  {
    name: "gone",
    image: "example.invalid/gone:1",
    port: 80,
    volumes: [{ name: "data", path: "/data" }],
    memoryMb: 16,
  },
];

/** A user's project: a stack's settings with the folders of its apps. */
export class Portfolio {
  readonly folder = mkdtempSync(join(tmpdir(), "ladder-local-"));

  constructor(readonly stack: string) {
    cpSync(join(root, "examples/todo"), join(this.folder, "todo"), { recursive: true });
    rmSync(join(this.folder, "todo/node_modules"), { recursive: true, force: true });
    cpSync(join(root, "examples/site-docs"), join(this.folder, "site"), { recursive: true });
    cpSync(join(root, "box/edge"), join(this.folder, "box/edge"), { recursive: true });
    this.describe(apps);
  }

  get project(): string {
    return `ladder-${this.stack}-local`;
  }

  describe(described: readonly App[], box: object = {}): void {
    const secrets = described.some(({ name }) => name === "todo")
      ? { todo: { API_TOKEN: { secure: "v1:c2FsdA==:Y2lwaGVydGV4dA==" } } }
      : {};
    const config = {
      "aws:region": "us-east-1",
      "ladder:tier": "compose",
      "ladder:box": { instance: "t4g.small", ...box },
      "ladder:secrets": secrets,
      "ladder:apps": described,
    };
    this.write(`Pulumi.${this.stack}.yaml`, stringify({ config }));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.folder, path, ".."), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** A file of what `npm run local` keeps. */
  own(path: string): string {
    return join(".ladder/local", this.stack, path);
  }
}
