import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Home, PairApp } from "./pair";

/** What a move reads of box.json. */
export interface BoxDocument {
  readonly stack: string;
  readonly dataServices: object;
  readonly dataHome: {
    readonly fresh: Home;
    readonly reachable: readonly Home[];
    readonly rds: { readonly storageGb: number };
  };
  readonly apps: readonly object[];
}

interface Content {
  readonly apps: readonly PairApp[];
  readonly fresh: Home;
  readonly rdsHost: string;
  /** Of both administrators. */
  readonly password: string;
  readonly keepsLog: boolean;
}

/** The folders that a move reads on the box: what is in the version's, and what `fetch` leaves. */
export function writeBoxFolder(folder: string, content: Content): void {
  const { apps, fresh, rdsHost, password, keepsLog } = content;
  const rds = { port: 5432, admin: "ladder", storageGb: 20 };
  const document: BoxDocument = {
    stack: "pair",
    dataServices: { postgres: "/data" },
    ...(keepsLog && { pointInTime: { days: 7 } }),
    dataHome: { fresh, reachable: ["box", "rds"], rds },
    apps: apps.map((app) => ({ ...app, health: "/", site: false, secrets: [], volumes: [] })),
  };
  for (const name of ["version", "state", "run", "secrets"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "version/box.json"), JSON.stringify(document));
  writeFileSync(join(folder, "version/values.env"), `RDS_HOST=${rdsHost}\n`);
  const lines = [
    ["ladder", password],
    ["postgres", password],
    ...apps.map(({ name, database: { role, login = role } }) => [login, name]),
  ];
  const passwords = lines.map(([user, text]) => `*:*:*:${user}:${text}\n`).join("");
  writeFileSync(join(folder, "secrets/move.pgpass"), passwords, { mode: 0o600 });
}
