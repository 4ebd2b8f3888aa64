import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What the account has: bucket -> key -> content, and parameters. */
export interface AwsContents {
  readonly buckets: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The answers of S3 and Systems Manager that an export asks for, over HTTP as AWS's own clients do. */
export class AwsStandIn {
  private readonly server: Server;

  constructor(private readonly contents: AwsContents) {
    this.server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { status, content } = this.answer(request, body);
        response.writeHead(status).end(content);
      });
    });
  }

  /** Variables that lead AWS's clients here. */
  async start(): Promise<Readonly<Record<string, string>>> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "stand-in",
      AWS_SECRET_ACCESS_KEY: "stand-in",
    };
  }

  stop(): void {
    this.server.close();
  }

  private answer({ url = "/", headers }: IncomingMessage, body: string) {
    if (headers["x-amz-target"] === "AmazonSSM.GetParametersByPath") return this.parameters(body);
    const { pathname, searchParams } = new URL(url, "http://aws");
    const [, bucket = "", ...key] = decodeURIComponent(pathname).split("/");
    if (bucket === "") return this.bucketList();
    const objects = this.contents.buckets[bucket];
    if (objects === undefined) return { status: 404, content: error("NoSuchBucket") };
    if (searchParams.has("list-type"))
      return this.keyList(Object.keys(objects), searchParams.get("prefix") ?? "");
    const content = objects[key.join("/")];
    return content === undefined ? { status: 404, content: error("NoSuchKey") } : { status: 200, content };
  }

  /** Two pages, so that a client that stops after the first is found out. */
  private parameters(body: string) {
    const { Path, NextToken } = JSON.parse(body) as { Path: string; NextToken?: string };
    const all = Object.entries(this.contents.parameters).filter(([name]) => name.startsWith(`${Path}/`));
    const page = NextToken === undefined ? all.slice(0, 1) : all.slice(1);
    const Parameters = page.map(([Name, Value]) => ({ Name, Value, Type: "SecureString" }));
    const content = JSON.stringify({ Parameters, ...(NextToken === undefined && { NextToken: "rest" }) });
    return { status: 200, content };
  }

  private bucketList() {
    const names = Object.keys(this.contents.buckets).map((name) => `<Bucket><Name>${name}</Name></Bucket>`);
    const content = `<ListAllMyBucketsResult><Buckets>${names.join("")}</Buckets></ListAllMyBucketsResult>`;
    return { status: 200, content };
  }

  private keyList(keys: readonly string[], prefix: string) {
    const found = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => `<Contents><Key>${key}</Key></Contents>`);
    const content = `<ListBucketResult><IsTruncated>false</IsTruncated>${found.join("")}</ListBucketResult>`;
    return { status: 200, content };
  }
}

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
