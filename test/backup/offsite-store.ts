import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { Cloud } from "../../rig/cloud";
import type { BackedUp } from "./backed-up";

const { LADDER_RIG_CACHE: cache = "", LADDER_RIG_SLOT: slot = "0" } = process.env;
const port = 4730 + Number(slot);

/** A store outside AWS, which another moto stands for, at a way that can lose or alter what it carries. */
export class OffsiteStore {
  static readonly bucket = "copies";
  /** What the way does to the answer of a request. */
  alter: (request: { readonly method?: string; readonly url?: string }, body: Buffer) => Buffer = (_, body) =>
    body;
  private readonly cloud = new Cloud(join(cache, "moto/bin/moto_server"), "127.0.0.1", port);
  private way: Server | undefined;

  async start(): Promise<void> {
    await this.cloud.start();
    await this.cloud.makeBucket(OffsiteStore.bucket);
    this.way = createServer((request, response) => {
      const received: Buffer[] = [];
      request.on("data", (piece: Buffer) => received.push(piece));
      request.on("end", () => {
        void this.forward(request, Buffer.concat(received)).then(({ status, headers, body }) => {
          response.writeHead(status, headers).end(body);
        });
      });
    });
    await new Promise<void>((resolve) => this.way?.listen(port + 20, "127.0.0.1", resolve));
  }

  stop(): void {
    this.way?.close();
    this.way?.closeAllConnections();
    this.cloud.stop();
  }

  private async forward(
    { method, url, headers }: { method?: string; url?: string; headers: NodeJS.Dict<string | string[]> },
    sent: Buffer,
  ): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
    const passed = Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        typeof value === "string" && !["host", "connection", "expect", "transfer-encoding"].includes(name)
          ? [[name, value]]
          : [],
      ),
    );
    const body = sent.length > 0 ? new Uint8Array(sent) : undefined;
    const answer = await fetch(this.cloud.endpoint + (url ?? "/"), { method, headers: passed, body });
    const text = this.alter({ method, url }, Buffer.from(await answer.arrayBuffer()));
    const kept = [...answer.headers].filter(([name]) => !["connection", "content-encoding"].includes(name));
    return { status: answer.status, headers: Object.fromEntries(kept), body: text };
  }

  /** Makes it the off-site store of a stack: in its settings and among its secrets, as `fetch` leaves them. */
  give({ pair }: BackedUp, keep = 7): void {
    const endpoint = `http://127.0.0.1:${port + 20}`;
    const offsite = { endpoint, bucket: OffsiteStore.bucket, region: "us-east-1", keep };
    pair.changeDocument((document) => ({ ...document, backups: { keep: 7, offsite } }));
    const key = JSON.stringify({ accessKeyId: "other", secretAccessKey: "other" });
    writeFileSync(join(pair.folder, "secrets/offsite.json"), key, { mode: 0o600 });
  }

  /** Keys of a stack's objects, without the prefix. */
  async keys(stack = "pair"): Promise<readonly string[]> {
    const prefix = `${stack}/backups/`;
    const keys = await this.cloud.keys(prefix, OffsiteStore.bucket);
    return keys.map((key) => key.slice(prefix.length));
  }

  object(key: string): Promise<Buffer> {
    return this.cloud.object(`pair/backups/${key}`, OffsiteStore.bucket);
  }

  put(key: string, content: string | Buffer, stack = "pair"): Promise<void> {
    return this.cloud.putObject(`${stack}/backups/${key}`, content, OffsiteStore.bucket);
  }

  remove(key: string): Promise<void> {
    return this.cloud.removeObject(`pair/backups/${key}`, OffsiteStore.bucket);
  }
}
