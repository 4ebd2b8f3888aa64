import type { AppPlan } from "../plan/types";
import type { BackupManifest } from "./backup-manifest";
import { exportVariable } from "./variables";

type Database = BackupManifest["databases"][number];

const providers = { b: "builtin", c: "libc", i: "icu" } as const;
/** As the box makes them; box/compose/postgres-service.ts. */
const fresh: Database["form"] = { provider: "b", locale: "C.UTF-8", encoding: "UTF8" };

/** What restore.sh gives to psql for an app's database: file -> text. */
export function databaseSql(app: AppPlan, dumped: Database | undefined): Readonly<Record<string, string>> {
  if (!app.database) return {};
  const { name } = app.database;
  return {
    [`${name}.role.sql`]: roleSql(app, name),
    [`${name}.create.sql`]: createSql(name, dumped?.form ?? fresh),
    ...(dumped && { [`${name}.extensions.sql`]: extensionsSql(dumped) }),
  };
}

function roleSql(app: AppPlan, role: string): string {
  return [
    `\\getenv password ${exportVariable(app.name, "DATABASE_PASSWORD")}`,
    `select 'create role ${identifier(role)} login' where not exists (select from pg_roles where rolname = ${text(role)}) \\gexec`,
    `alter role ${identifier(role)} password :'password';`,
    "revoke all on database postgres, template1 from public;",
    "",
  ].join("\n");
}

function createSql(name: string, { provider, locale, collate, ctype, encoding }: Database["form"]): string {
  const order =
    provider === "c"
      ? `lc_collate ${text(collate ?? "C")} lc_ctype ${text(ctype ?? "C")}`
      : `${providers[provider]}_locale ${text(locale ?? "C.UTF-8")}`;
  const copy = identifier(`${name}_coming`);
  return [
    `create database ${copy} owner ${identifier(name)} template template0 encoding ${text(encoding)}`,
    `  locale_provider ${providers[provider]} ${order};`,
    `revoke all on database ${copy} from public;`,
    "",
  ].join("\n");
}

/** Those in schemas that every database has: the administrator makes them, and the dump finds them there. */
function extensionsSql({ extensions }: Database): string {
  const known = extensions.filter(([, schema]) => schema === "public" || schema === "pg_catalog");
  return known
    .map(([name, schema]) => `create extension if not exists ${identifier(name)} with schema ${schema};\n`)
    .join("");
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
