"use strict";

const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Client } = require("pg");
const { readSettings } = require("./src/settings");

const folder = join(__dirname, "migrations");
/** Any number that no other program locks in this database. */
const lock = 7_031_912;

/** Applies every file of migrations/ once, in order; safe to run again and from two places at once. */
async function main() {
  const client = new Client({
    connectionString: readSettings().databaseUrl,
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    await client.query(
      "create table if not exists migrations (name text primary key, applied_at timestamptz default now())",
    );
    for (const name of await pending(client)) await apply(client, name);
  } finally {
    await client.end();
  }
}

async function pending(client) {
  const { rows } = await client.query("select name from migrations");
  const applied = new Set(rows.map((row) => row.name));
  return readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith(".sql") && !applied.has(name));
}

async function apply(client, name) {
  const sql = readFileSync(join(folder, name), "utf8");
  await client.query("begin");
  await client.query(sql);
  await client.query("insert into migrations (name) values ($1)", [name]);
  await client.query("commit");
  console.log(`applied ${name}`);
}

main().catch((error) => {
  console.error(`migration failed: ${error.message}`);
  process.exitCode = 1;
});
