import type { Plan } from "../plan/types";
import type { BackupManifest } from "./backup-manifest";
import type { ExportVariable } from "./variables";

/** What the export was made from and with. */
export interface ExportFacts {
  readonly backup?: BackupManifest;
  readonly variables: readonly ExportVariable[];
  /** Whether `.env` holds the values already. */
  readonly withSecrets: boolean;
  /** Data of the stack that the backup does not have. */
  readonly missing: readonly string[];
}

/** README.md of an export: what to do with it, and what is different from the stack. */
export function exportReadme(plan: Plan, facts: ExportFacts): string {
  const { backup, withSecrets, missing } = facts;
  const data =
    backup === undefined
      ? "It has no data: databases and volumes start empty."
      : `Its data is the backup ${backup.id} of ${backup.time}; what was written since is not in it.`;
  return [
    `# ${plan.stack}, exported`,
    "",
    `Everything to run the stack on a machine with Docker, without Ladder. ${data}`,
    ...(missing.length > 0 ? ["", `Not in the backup, so empty: ${missing.join(", ")}.`] : []),
    "",
    "## Start it",
    "",
    ...steps(plan, withSecrets),
    "",
    "`docker compose up` ends with a reason when something cannot be restored; run it again, it does what is left. Databases and volumes that are there already are never touched.",
    "",
    "## What is in it",
    "",
    "| file | what |",
    "| --- | --- |",
    "| `compose.yaml` | all apps, Caddy, PostgreSQL, Redis, their limits |",
    "| `caddy/Caddyfile` | names, HTTPS, headers, limits of requests |",
    "| `.env.example` | every secret and password by name |",
    ...(withSecrets
      ? ["| `.env` | their values: whoever reads it is in; keep it from copies and from Git |"]
      : []),
    "| `databases/`, `files/` | `pg_dump` archives and tar archives, and how they are brought back (`restore.sh`) |",
    "| `sites/`, `build/` | static sites, and the folders that images are built from |",
    "| `dns.txt` | names to point at the new machine |",
    "",
    "## What is different",
    "",
    ...differences(plan).map((line) => `- ${line}`),
    "",
  ].join("\n");
}

function steps({ apps }: Plan, withSecrets: boolean): readonly string[] {
  const named = apps.some(({ hosts }) => hosts.length > 0);
  return [
    "1. Copy this folder to the machine. It needs Docker 25 or newer with Compose 2.20 or newer, and ports 80 and 443.",
    withSecrets
      ? "2. Look at `.env`: an empty value has to be filled in."
      : "2. `cp .env.example .env && chmod 600 .env`, and write the values. Passwords between containers can be any new ones of letters and digits.",
    "3. `docker compose up --detach`",
    named
      ? "4. Point the names of `dns.txt` at the machine. Caddy gets the certificates by itself."
      : "4. Open `http://APP.localhost`, or set `HOST_SUFFIX` in `.env`.",
  ];
}

function differences({ apps, backups }: Plan): readonly string[] {
  const limited = apps.filter((app) => app.rateLimit).map(({ name }) => name);
  const arm = apps.some(({ source }) => source.kind === "image");
  return [
    "There are no backups, alarms, updates or health checks: they were Ladder's." +
      (backups.nightly > 0 ? " Set up `pg_dump` and a copy of the volumes first." : ""),
    "A new version of an app is `docker compose up --detach` after a changed `image:`; its requests fail while it starts.",
    ...(limited.length > 0
      ? [`Without rate limits, which the stock Caddy does not know: ${limited.join(", ")}.`]
      : []),
    ...(arm
      ? ["Images are the tags of the settings; on another processor than arm64 Docker takes that variant."]
      : []),
    "A role of PostgreSQL that somebody made by hand is not exported. Where it has rights, `docker compose up` says so: make it (`docker compose exec postgres psql -U postgres -c 'create role NAME'`) and run it again.",
    "What was in Redis is not exported.",
  ];
}
