import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { outcomeOf, output, until, type Outcome } from "./command";

interface Place {
  /** Of the container. */
  readonly name: string;
  readonly network: string;
  readonly address: string;
  readonly label: string;
  readonly major?: number;
  /** For its data. */
  readonly disk?: string;
  /** Of its administrator; default RdsServer.password. */
  readonly password?: string;
  /** Arguments of the server's own. */
  readonly flags?: readonly string[];
}

interface Role {
  readonly name: string;
  readonly role: string;
  readonly connections: number;
  readonly password: string;
}

/** A PostgreSQL that stands for RDS; see rds/Dockerfile. Its administrator is `ladder`. */
export class RdsServer {
  static readonly password = "rds-administrator";

  constructor(private readonly place: Place) {}

  async start(): Promise<void> {
    const { name, network, address, label, major = 17, disk, flags = [] } = this.place;
    await output("docker", [
      ...["run", "--detach", "--name", name, "--label", label, "--network", network, "--ip", address],
      ...[
        "--env",
        `ADDRESS=${address}`,
        "--env",
        `PASSWORD=${this.place.password ?? RdsServer.password}`,
        "--user",
        "999:999",
      ],
      ...(disk === undefined ? [] : ["--volume", `${disk}:/tmp`]),
      ...["--restart", "unless-stopped", `ladder-rig/rds:${major}`, ...flags],
    ]);
    const answers = async () => (await this.trySql("postgres", "select 1")).status === 0;
    await until("RDS is ready", 120, answers);
  }

  /** With the function that AWS runs in the VPC; `folder` gets the server's certificate. */
  async makeDatabases(apps: readonly Role[], folder: string): Promise<void> {
    const { address } = this.place;
    const certificate = join(folder, "rds.crt");
    writeFileSync(certificate, await this.certificate());
    const event = { host: address, port: 5432, user: "ladder", password: RdsServer.password, apps };
    const program = `require("./functions/make-databases").handler(${JSON.stringify(event)}).catch((error) => { console.error(error); process.exit(1); })`;
    await output("env", [`NODE_EXTRA_CA_CERTS=${certificate}`, process.execPath, "-e", program]);
  }

  /** Of its own making: whoever trusts it trusts the server. */
  certificate(): Promise<string> {
    return output("docker", ["exec", this.place.name, "cat", "/tmp/data/server.crt"]);
  }

  /** As the server's superuser, over its socket. */
  trySql(database: string, text: string): Promise<Outcome> {
    const psql = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "rdsadmin", "-d", database];
    return outcomeOf("docker", ["exec", "-i", this.place.name, ...psql], text);
  }

  async sql(database: string, text: string): Promise<string> {
    const { status, stdout, stderr } = await this.trySql(database, text);
    if (status !== 0) throw new Error(`RDS ${database}: ${stderr}`);
    return stdout.trim();
  }

  /** Ends it and keeps its container under that name, with its data: whoever removes the rig's containers removes it. */
  async keepAs(name: string): Promise<void> {
    await output("docker", ["stop", "--time", "60", this.place.name]);
    await output("docker", ["rename", this.place.name, name]);
  }

  async remove(): Promise<void> {
    await output("docker", ["rm", "--force", "--volumes", this.place.name]);
  }
}
