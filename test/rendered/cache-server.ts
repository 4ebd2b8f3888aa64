import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessString, noAccess } from "../../plan/cache-access";
import { makeCertificates } from "./certificates";
import { freePort, run, until, type Outcome } from "./command";

/** Valkey where the machine has it (Debian 13 and newer), else Redis 7, which knows the same rules for users. */
const engine = spawnSync("valkey-server", ["--version"]).status === 0 ? "valkey" : "redis";

/**
 * The cache as ElastiCache runs it: encrypted connections alone, users with the access strings of components/cache.ts, the
 * parameter group's policy, and nobody let in without a name.
 */
export class CacheServer {
  readonly engine = engine;
  readonly folder = mkdtempSync(join(tmpdir(), "ladder-cache-"));
  private server: ChildProcess | undefined;
  private port = 0;

  /** Starts it with a user for each app. */
  async start(apps: readonly string[]): Promise<void> {
    this.port = await freePort();
    makeCertificates(this.folder);
    const users = apps.map((app) => `user ${userOf(app)} >${app}-password ${accessString(`${app}:`)}`);
    const file = (name: string) => join(this.folder, name);
    writeFileSync(
      file("users.acl"),
      `${[`user default >nobody-password ${noAccess}`, "user rig on >rig-password ~* &* +@all", ...users].join("\n")}\n`,
    );
    this.server = spawn(`${engine}-server`, [
      ...["--port", "0", "--tls-port", String(this.port), "--tls-auth-clients", "no"],
      ...["--tls-cert-file", file("server.crt"), "--tls-key-file", file("server.key")],
      ...["--tls-ca-cert-file", file("ca.crt"), "--aclfile", file("users.acl")],
      ...["--maxmemory-policy", "volatile-lru", "--save", "", "--dir", this.folder],
    ]);
    await until(`${engine} answers`, () => this.asAdministrator("ping") === "PONG");
  }

  stop(): void {
    this.server?.kill();
    rmSync(this.folder, { recursive: true });
  }

  /** Runs an app's program with the environment that both managed tiers give it. Only a test's authority is unknown to Node. */
  runAs(app: string, program: string): Outcome {
    return run(process.execPath, [join(__dirname, "cache-clients", program)], "", {
      REDIS_URL: `rediss://${userOf(app)}:${app}-password@localhost:${this.port}`,
      REDIS_PREFIX: `${app}:`,
      NODE_EXTRA_CA_CERTS: join(this.folder, "ca.crt"),
    });
  }

  asAdministrator(...command: readonly string[]): string {
    const tls = [
      "--tls",
      "--cacert",
      join(this.folder, "ca.crt"),
      "-h",
      "localhost",
      "-p",
      String(this.port),
    ];
    const args = [...tls, "--user", "rig", "--no-auth-warning", ...command];
    return run("redis-cli", args, "", { REDISCLI_AUTH: "rig-password" }).stdout.trim();
  }

  /** What the server answers over a connection that is not encrypted. */
  unencrypted(): Outcome {
    return run("redis-cli", ["-h", "localhost", "-p", String(this.port), "ping"]);
  }
}

function userOf(app: string): string {
  return `app_${app}`;
}
