import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { BackupManifest } from "../../leaving/backup-manifest";
import { caddyExport } from "../../leaving/caddy-export";
import { composeExport } from "../../leaving/compose-export";
import { databaseSql } from "../../leaving/database-sql";
import { dnsList } from "../../leaving/dns-list";
import { envText } from "../../leaving/env-template";
import { exportPlan } from "../../leaving/export-plan";
import { exportReadme } from "../../leaving/readme";
import { redisStart } from "../../leaving/redis-start";
import { exportVariables } from "../../leaving/variables";
import type { Steps } from "../../local/steps";
import type { Plan } from "../../plan/types";
import type { BackupSource } from "./backup-source";
import { copyFolders } from "./copy-folders";
import type { ExportFolder } from "./export-folder";
import { fetchPart } from "./fetch-part";

/** What goes into an export besides the plan. */
export interface ExportParts {
  readonly projectDir: string;
  readonly data?: { readonly source: BackupSource; readonly backup: BackupManifest };
  /** Values of `.env`; undefined when it is not to be written. */
  readonly values?: ReadonlyMap<string, string>;
}

/** Fills the folder. Returns what of the stack's data the backup does not have. */
export async function writeExport(
  stackPlan: Plan,
  { projectDir, data, values }: ExportParts,
  folder: ExportFolder,
  steps: Steps,
): Promise<readonly string[]> {
  const plan = exportPlan(stackPlan);
  const builds = copyFolders(plan, projectDir, folder);
  if (data)
    for (const part of partsOf(data.backup))
      await steps.step(`getting ${part.file}`, () =>
        fetchPart(data.source, part.stored, folder.place(part.file)),
      );
  const missing = missingData(plan, data?.backup);
  const variables = exportVariables(plan);
  const archives = data ? archivesOf(plan, data.backup) : [];
  folder.write("compose.yaml", composeExport(plan, { builds, archives }));
  folder.write("caddy/Caddyfile", caddyExport(plan));
  if (plan.homes.cache) folder.write("redis/start.sh", redisStart(plan));
  folder.write("restore.sh", readFileSync(join(__dirname, "../../leaving/restore.sh"), "utf8"), 0o755);
  folder.write("databases/README", "Dumps of pg_dump, and what restore.sh gives to psql.\n");
  folder.write("files/README", "Files of volumes, <app>/<volume>.tar.gz.\n");
  for (const app of plan.apps)
    for (const [file, text] of Object.entries(databaseSql(app, dumpOf(app.database?.name, data?.backup))))
      folder.write(`databases/${file}`, text);
  folder.write(".env.example", envText(variables, new Map()));
  if (values) folder.write(".env", envText(variables, values), 0o600);
  folder.write("dns.txt", dnsList(plan));
  const facts = {
    backup: data?.backup,
    variables,
    withSecrets: values !== undefined,
    missing: data ? missing : [],
  };
  folder.write("README.md", exportReadme(stackPlan, facts));
  return missing;
}

function dumpOf(name: string | undefined, backup: BackupManifest | undefined) {
  return backup?.databases.find((one) => one.name === name);
}

function partsOf({ databases, volumes }: BackupManifest) {
  return [
    ...databases.map(({ name, dump }) => ({ file: `databases/${name}.dump`, stored: dump })),
    ...volumes.map(({ app, path, archive }) => ({
      file: `files/${app}/${basename(path)}.tar.gz`,
      stored: archive,
    })),
  ];
}

/** Volumes of apps that are still there. */
function archivesOf({ apps }: Plan, { volumes }: BackupManifest): readonly string[] {
  return volumes
    .filter(({ app, path }) =>
      apps.some((one) => one.name === app && one.volumes.some(({ name }) => name === basename(path))),
    )
    .map(({ app, path }) => `${app}/${basename(path)}`);
}

function missingData({ apps }: Plan, backup: BackupManifest | undefined): readonly string[] {
  const held = new Set(backup?.volumes.map(({ app, path }) => `${app}/${basename(path)}`));
  return apps.flatMap(({ name, database, volumes }) => [
    ...(database && dumpOf(database.name, backup) === undefined ? [`the database ${database.name}`] : []),
    ...volumes
      .map((volume) => `${name}/${volume.name}`)
      .filter((volume) => !held.has(volume))
      .map((volume) => `the files ${volume}`),
  ]);
}
