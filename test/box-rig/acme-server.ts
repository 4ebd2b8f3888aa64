import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tool } from "../rendered/command";
import { output, until } from "../../rig/command";
import { request } from "../../rig/request";
import type { Rig } from "../../rig/rig";

/** Pebble, Let's Encrypt's server for tests, and a DNS in which every name is the box. It asks the box on ports 80 and 443. */
export class AcmeServer {
  private readonly processes: ChildProcess[] = [];
  private readonly folder: string;
  private readonly address: string;
  /** Certificate of the server itself. */
  private certificate = "";

  constructor(
    rig: Rig,
    private readonly box: string,
  ) {
    this.folder = join(rig.folder, "acme");
    this.address = `${rig.subnet}.1`;
  }

  get directory(): string {
    return `https://${this.address}:14000/dir`;
  }

  /** The root of the certificates it will give. */
  async start(validitySeconds: number): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    await this.makeCertificate();
    await writeFile(join(this.folder, "pebble.json"), JSON.stringify(this.configuration(validitySeconds)));
    const none = ["http01", "https01", "tlsalpn01", "doh"].flatMap((name) => [`-${name}`, ""]);
    this.run("pebble-challtestsrv", [
      ...none,
      ...["-management", `${this.address}:8055`, "-dnsserver", `${this.address}:8053`],
      ...["-defaultIPv4", this.box, "-defaultIPv6", ""],
    ]);
    this.run("pebble", ["-config", join(this.folder, "pebble.json"), "-dnsserver", `${this.address}:8053`]);
    return until("the ACME server answers", 30, () => this.root().catch(() => undefined));
  }

  stop(): void {
    for (const process of this.processes) process.kill();
  }

  /** What the box must trust to talk to the server. */
  get serverCertificate(): string {
    return this.certificate;
  }

  /** The root of the certificates it gives; another one in each run. */
  private async root(): Promise<string> {
    const { status, body } = await request({
      address: this.address,
      port: 15000,
      host: this.address,
      path: "/roots/0",
      authority: this.certificate,
    });
    if (status !== 200) throw new Error(`no root: ${status}`);
    return body;
  }

  private async makeCertificate(): Promise<void> {
    const [key, certificate] = [join(this.folder, "key.pem"), join(this.folder, "certificate.pem")];
    await output("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-keyout", key, "-out", certificate, "-subj", "/CN=pebble"],
      ...["-addext", `subjectAltName=IP:${this.address}`],
    ]);
    this.certificate = await readFile(certificate, "utf8");
  }

  private configuration(validityPeriod: number): object {
    return {
      pebble: {
        listenAddress: `${this.address}:14000`,
        managementListenAddress: `${this.address}:15000`,
        certificate: join(this.folder, "certificate.pem"),
        privateKey: join(this.folder, "key.pem"),
        httpPort: 80,
        tlsPort: 443,
        retryAfter: { authz: 1, order: 1 },
        profiles: { default: { description: "short-lived", validityPeriod } },
      },
    };
  }

  private run(name: "pebble" | "pebble-challtestsrv", args: readonly string[]): void {
    const env = { ...process.env, PEBBLE_VA_NOSLEEP: "1" };
    this.processes.push(spawn(tool(name), args, { stdio: "ignore", env }));
  }
}
