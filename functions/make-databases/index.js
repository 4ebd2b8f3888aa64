// Runs on AWS Lambda, inside the VPC: gives every app its database and its role on RDS. Idempotent; drops nothing.
// Input: { host, port, user, password, rotated, apps: [{ name, role, login, password, connections }] }; see
// components/make-databases.ts. `rotated`: RDS sets another password of its administrator some time after it was asked to.
// `login`, when it is not the role, is who has the password: docs/decisions/password-rotation.md. With `closeOthers` nothing is
// made: whoever may log in to an app's database for it, but not as its login of today, loses its password.
const { createHash, createHmac, pbkdf2Sync, randomBytes } = require("node:crypto");
const { setTimeout } = require("node:timers/promises");
const { Client, escapeIdentifier: id, escapeLiteral: text } = require("pg");

const connectSeconds = 15;
const statementSeconds = 60;
const rotationSeconds = 60;
const pauseSeconds = 2;
/** PostgreSQL's code. */
const refusedPassword = "28P01";
/** Any number, the same in every run: two runs at once would both find a database missing. */
const lock = 4_815_162_342;

exports.handler = async ({ apps, closeOthers = false, ...server }) => {
  await withClient({ ...server, database: "postgres" }, async (admin) => {
    await admin.query("SELECT pg_advisory_lock($1)", [lock]);
    if (!closeOthers) await closeToEverybody(admin, "postgres");
    for (const app of apps) {
      await (closeOthers ? closeOtherLogins : makeDatabase)(admin, app);
      await giveToOwner(admin, server, app);
    }
  });
  return { databases: apps.map(({ name }) => name) };
};

async function withClient(server, use) {
  const client = await connected(server, Date.now() + (server.rotated ? rotationSeconds * 1000 : 0));
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

async function connected(server, until) {
  const { host, port, user, password, database } = server;
  const client = new Client({
    ...{ host, port, user, password, database },
    // Lambda's own bundle has the certificates of RDS (NODE_EXTRA_CA_CERTS), so the server is really the server.
    ssl: { rejectUnauthorized: true },
    connectionTimeoutMillis: connectSeconds * 1000,
    query_timeout: statementSeconds * 1000,
  });
  // A connection that breaks between two statements is told by the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (error.code !== refusedPassword || Date.now() >= until)
      throw new Error(`${whyNot(error, user)} (${host}:${port}): ${error.message}`);
  }
  await setTimeout(pauseSeconds * 1000);
  return connected(server, until);
}

/** In words of the user, who reads it as the error of `pulumi up`. */
function whyNot({ code, message }, user) {
  if (code === refusedPassword) return `RDS refuses the password of its administrator ${user}`;
  if (code === undefined && /timeout|terminated/i.test(message))
    return `RDS does not answer within ${connectSeconds} s; does its security group let the function in?`;
  return "RDS cannot be used";
}

async function makeDatabase(admin, { name, role, login = role, password, connections }) {
  for (const one of new Set([role, login])) await makeRole(admin, one, role, connections);
  if (login !== role) {
    await admin.query(`GRANT ${id(role)} TO ${id(login)}`);
    await admin.query(`ALTER ROLE ${id(login)} SET role TO ${text(role)}`);
  }
  await admin.query(`ALTER ROLE ${id(login)} PASSWORD ${text(verifier(password))}`);
  const { rowCount: hasDatabase } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  // As on the box: this order of text is the same on every system.
  if (!hasDatabase)
    await admin.query(
      `CREATE DATABASE ${id(name)} OWNER ${id(role)} TEMPLATE template0 ENCODING 'UTF8' ` +
        "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
    );
  await closeToEverybody(admin, name);
}

async function makeRole(admin, name, owner, connections) {
  const { rows } = await admin.query(
    "SELECT rolname AS name, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname IN ($1, $2)",
    [name, owner],
  );
  if (!rows.some((row) => row.name === name)) await admin.query(`CREATE ROLE ${id(name)}`);
  await becomeMember(admin, name);
  // What a move of the databases has closed (box/programs/move_fence.py) only a move opens, also for a login that is new since.
  const fenced = rows.some(({ comment }) => /^ladder-move /.test(comment ?? ""));
  await admin.query(
    `ALTER ROLE ${id(name)} ${fenced ? "NOLOGIN" : "LOGIN"} NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${Number(connections)}`,
  );
}

/** Names of the logins that were made for a role: `role.VERSION`. */
async function laterLogins(admin, role) {
  const { rows } = await admin.query(
    "SELECT rolname FROM pg_roles WHERE rolname ~ ('^' || $1 || '[.][0-9]+$')",
    [role],
  );
  return rows.map(({ rolname }) => rolname);
}

async function closeOtherLogins(admin, { role, login = role }) {
  const all = [role, ...(await laterLogins(admin, role))];
  for (const name of all.filter((one) => one !== login))
    await admin.query(`ALTER ROLE ${id(name)} PASSWORD NULL`);
}

/** What a login has made as itself, after SET ROLE NONE, before another needs it. */
async function giveToOwner(admin, server, { name, role }) {
  const logins = await laterLogins(admin, role);
  if (logins.length === 0) return;
  await withClient({ ...server, database: name }, async (client) => {
    for (const login of logins) await client.query(`REASSIGN OWNED BY ${id(login)} TO ${id(role)}`);
  });
}

// RDS's administrator is no superuser: only a member of a role may make a database that the role owns.
async function becomeMember(admin, role) {
  const { rows } = await admin.query("SELECT pg_has_role(current_user, $1, 'SET') AS member", [role]);
  if (!rows[0].member) await admin.query(`GRANT ${id(role)} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
}

// Apps cannot open each other's databases. A database that belongs to AWS is left alone.
async function closeToEverybody(admin, name) {
  const { rows } = await admin.query(
    "SELECT pg_has_role(current_user, datdba, 'USAGE') AS ours FROM pg_database WHERE datname = $1",
    [name],
  );
  if (rows[0]?.ours) await admin.query(`REVOKE ALL ON DATABASE ${id(name)} FROM PUBLIC`);
}

// What PostgreSQL stores for a password (RFC 5803), so that the password itself is in no statement and no log.
function verifier(password) {
  const rounds = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
  const sign = (word) => createHmac("sha256", salted).update(word).digest();
  const stored = createHash("sha256").update(sign("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${stored}:${sign("Server Key").toString("base64")}`;
}
