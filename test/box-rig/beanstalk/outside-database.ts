import { postgresImage } from "../../../plan/postgres-majors";
import majors from "../../../settings/data/postgres-majors.json";
import { output, until } from "../../../rig/command";
import { rig } from "../../../rig/rig";

const password = "pass-word-of-the-rig";

/** PostgreSQL where RDS would be: another address, encrypted connections alone. */
export class OutsideDatabase {
  private constructor(
    private readonly name: string,
    readonly address: string,
  ) {}

  static async start(): Promise<OutsideDatabase> {
    const { name, label, freeAddress } = rig();
    const database = new OutsideDatabase(`${name}-outside`, freeAddress());
    const key = "/etc/ssl/private/ssl-cert-snakeoil.key";
    const tls = ["ssl=on", "ssl_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem", "ssl_key_file=/tmp/key"];
    await output("docker", [
      ...[
        "run",
        "--detach",
        "--name",
        database.name,
        "--label",
        label,
        "--network",
        name,
        "--ip",
        database.address,
      ],
      ...["--env", `POSTGRES_PASSWORD=${password}`, "--env", "PGDATA=/tmp/data", "--entrypoint", "bash"],
      ...[postgresImage(majors.default), "-ec"],
      `install -o postgres -m 0600 ${key} /tmp/key
       exec setpriv --reuid postgres --regid postgres --clear-groups /usr/local/bin/docker-entrypoint.sh postgres ${tls.map((flag) => `-c ${flag}`).join(" ")}`,
    ]);
    await until("PostgreSQL answers", 120, () => database.sql("select true").catch(() => undefined));
    await output("docker", [
      "exec",
      database.name,
      "sed",
      "-i",
      "s/^host all all all/hostssl all all all/",
      "/tmp/data/pg_hba.conf",
    ]);
    await database.sql("select pg_reload_conf()");
    return database;
  }

  /** An app's database and role, and the URL that its parameter would hold. */
  async make(name: string, mode: string, own = password): Promise<string> {
    await this.sql(`create role ${name} login password '${own}'`);
    await this.sql(`create database ${name} owner ${name}`);
    return `postgres://${name}:${own}@${this.address}:5432/${name}?sslmode=${mode}`;
  }

  sql(text: string, database = "postgres"): Promise<string> {
    const psql = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", text];
    return output("docker", ["exec", "--user", "postgres", this.name, ...psql]);
  }

  stop(): Promise<string> {
    return output("docker", ["rm", "--force", "--volumes", this.name]);
  }
}
