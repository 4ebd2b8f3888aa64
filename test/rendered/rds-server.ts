import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { makeCertificates } from "./certificates";
import { freePort, run, tool, type Outcome } from "./command";

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  readonly plain?: boolean;
}

/** The administrator as RDS makes it: no superuser, but one that makes roles and databases. */
export const admin = { user: "ladder", password: "admin-password" };
const superuser = { user: "rdsadmin", password: "super-password" };

/** What RDS does before anybody logs in: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html */
const asOnRds = [
  "CREATE ROLE rds_superuser NOLOGIN",
  "GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO rds_superuser WITH ADMIN OPTION",
  `CREATE ROLE ${admin.user} LOGIN CREATEROLE CREATEDB PASSWORD '${admin.password}' IN ROLE rds_superuser`,
  `ALTER DATABASE postgres OWNER TO ${admin.user}`,
  "CREATE DATABASE rdsadmin",
  "REVOKE ALL ON DATABASE rdsadmin FROM PUBLIC",
];

/** PostgreSQL of RDS's major version, which takes encrypted connections alone, under a certificate of its own authority. */
export class RdsServer {
  readonly folder = mkdtempSync(join(tmpdir(), "ladder-rds-"));
  readonly host = "localhost";
  /** The authority's certificate; on Lambda AWS's own are in a file. */
  readonly authority = join(this.folder, "ca.crt");
  port = 0;

  async start(): Promise<void> {
    this.port = await freePort();
    chmodSync(this.folder, 0o777);
    // A program in root's home cannot be run by anybody else.
    cpSync(dirname(dirname(tool("postgres"))), join(this.folder, "postgres"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    makeCertificates(this.folder);
    if (process.getuid?.() === 0) run("chown", ["postgres", join(this.folder, "server.key")]);
    writeFileSync(join(this.folder, "password"), `${superuser.password}\n`, { mode: 0o644 });
    this.must("initdb", [
      ...["-D", join(this.folder, "data"), "-U", superuser.user, "--pwfile", join(this.folder, "password")],
      ...["--auth", "scram-sha-256", "--locale", "C.UTF-8", "--encoding", "UTF8"],
    ]);
    const settings = ["ssl=on", "ssl_cert_file=../server.crt", "ssl_key_file=../server.key"];
    writeFileSync(
      join(this.folder, "data/pg_hba.conf"),
      "hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n",
    );
    const flags = settings.map((setting) => `-c ${setting}`).join(" ");
    const options = `-p ${this.port} -k ${this.folder} -h localhost ${flags}`;
    this.must("pg_ctl", [
      ...["-D", join(this.folder, "data"), "-w", "-l", join(this.folder, "log"), "-o", options, "start"],
    ]);
    for (const statement of asOnRds) await this.query(superuser, statement);
  }

  stop(): void {
    this.program("pg_ctl", ["-D", join(this.folder, "data"), "-w", "-m", "immediate", "stop"]);
    rmSync(this.folder, { recursive: true });
  }

  /** Rows of a statement; an error is the server's. */
  async query(login: Login, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const client = new Client({
      ...{ host: this.host, port: this.port, database: "postgres", connectionTimeoutMillis: 10_000 },
      ...{ user: login.user, password: login.password, ...(login.database && { database: login.database }) },
      ssl: login.plain ? false : { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      const result = (await client.query(sql)) as { rows: Readonly<Record<string, unknown>>[] };
      return result.rows;
    } finally {
      await client.end();
    }
  }

  asSuperuser(sql: string) {
    return this.query(superuser, sql);
  }

  /** PostgreSQL refuses to run as root. */
  private program(name: string, args: readonly string[]): Outcome {
    const path = join(this.folder, "postgres/bin", name);
    return process.getuid?.() === 0
      ? run("runuser", ["-u", "postgres", "--", path, ...args])
      : run(path, args);
  }

  private must(name: string, args: readonly string[]): void {
    const { status, stdout, stderr } = this.program(name, args);
    if (status !== 0) throw new Error(`${name}: ${stdout}${stderr}`);
  }
}
