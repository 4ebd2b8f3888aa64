import { createHash, randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import boxImages from "../../plan/data/box-images.json";
import { outcomeOf, output, until } from "../../rig/command";
import type { Rig } from "../../rig/rig";

export interface CacheUser {
  readonly userName: string;
  /** Rules in Redis's own words. */
  readonly accessString: string;
  readonly passwords: readonly string[];
}

/** Of the official image and of the one that stands for it. */
const serverUser = 999;
const inside = "/cache";

/** Redis in the place of ElastiCache: TLS only, users with passwords and rules of their own. */
export class CacheServer {
  readonly address: string;
  private readonly name: string;
  private readonly folder: string;
  private readonly password = randomBytes(16).toString("hex");

  constructor(
    private readonly rig: Rig,
    id: string,
  ) {
    this.address = rig.freeAddress();
    this.name = `${rig.name}-${id}`;
    this.folder = join(rig.folder, id);
  }

  /** `flags`: settings of the server. */
  async start(port: number, users: readonly CacheUser[], flags: readonly string[]): Promise<void> {
    mkdirSync(this.folder, { mode: 0o700 });
    chownSync(this.folder, serverUser, serverUser);
    await this.makeCertificate();
    this.writeUsers(users);
    const tls = ["--tls-port", String(port), "--tls-auth-clients", "no"];
    const files = ["--tls-cert-file", `${inside}/server.crt`, "--tls-key-file", `${inside}/server.key`];
    await output("docker", [
      ...["run", "--detach", "--name", this.name, "--label", this.rig.label],
      ...["--network", this.rig.name, "--ip", this.address, ...this.container, boxImages.redis],
      ...["redis-server", "--port", "0", ...tls, ...files, "--save", ""],
      ...["--unixsocket", "/tmp/redis.sock", "--aclfile", `${inside}/users.acl`, ...flags],
    ]);
    const answers = async () => (await this.asAdministrator("PING")).stdout.trim() === "PONG";
    await until("the cache is ready", 60, answers);
  }

  /** Users as they are now. */
  async allow(users: readonly CacheUser[]): Promise<void> {
    this.writeUsers(users);
    const { stdout, stderr } = await this.asAdministrator("ACL LOAD");
    if (stdout.trim() !== "OK") throw new Error(`the cache refused its users: ${stdout}${stderr}`);
  }

  /** Of its own making: whoever trusts it trusts the server. */
  get certificate(): string {
    return readFileSync(join(this.folder, "server.crt"), "utf8");
  }

  async remove(): Promise<void> {
    await output("docker", ["rm", "--force", this.name]);
  }

  private get container(): readonly string[] {
    return ["--user", `${serverUser}:${serverUser}`, "--volume", `${this.folder}:${inside}`];
  }

  private async makeCertificate(): Promise<void> {
    const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-subj", "/CN=lab-cache"];
    const place = ["-keyout", `${inside}/server.key`, "-out", `${inside}/server.crt`];
    await output("docker", [
      ...["run", "--rm", "--label", this.rig.label, "--network", "none", ...this.container],
      ...["--entrypoint", "openssl", "ladder-rig/rds:17", ...words, ...place],
      ...["-addext", `subjectAltName=IP:${this.address}`],
    ]);
  }

  private writeUsers(users: readonly CacheUser[]): void {
    const lab = { userName: "lab", accessString: "on ~* &* +@all", passwords: [this.password] };
    const file = join(this.folder, "users.acl");
    writeFileSync(file, [...users, lab].map(userLine).join(""), { mode: 0o600 });
    chownSync(file, serverUser, serverUser);
  }

  /** Over its socket; the password comes by standard input. */
  private asAdministrator(command: string): ReturnType<typeof outcomeOf> {
    const program = `read -r REDISCLI_AUTH; export REDISCLI_AUTH; exec redis-cli --user lab -s /tmp/redis.sock ${command}`;
    return outcomeOf("docker", ["exec", "-i", this.name, "sh", "-c", program], `${this.password}\n`);
  }
}

function userLine({ userName, accessString, passwords }: CacheUser): string {
  const hashes = passwords.map((password) => `#${createHash("sha256").update(password).digest("hex")}`);
  return `user ${[userName, accessString, ...hashes].join(" ")}\n`;
}
