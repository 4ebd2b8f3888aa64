import { spawn, type ChildProcess } from "node:child_process";
import { until } from "./command";

/** What moto looks at of a signature. */
const authorizationFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=rig/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** S3 and the Parameter Store, answered by moto on the rig's network. */
export class Cloud {
  static readonly bucket = "ladder-rig-bundles";
  readonly endpoint: string;
  private server: ChildProcess | undefined;

  constructor(
    private readonly moto: string,
    private readonly host: string,
    private readonly port: number,
  ) {
    this.endpoint = `http://${host}:${port}`;
  }

  /** Only here a server starts: one that is made and never used must not take the address of another. */
  async start(): Promise<void> {
    // It ends with the run, also with one that is killed.
    const words = ["--pdeathsig", "TERM", this.moto, "-H", this.host, "-p", String(this.port)];
    this.server = spawn("setpriv", words, { stdio: "ignore" });
    await until("moto answers", 60, () => fetch(this.endpoint).then(Boolean, () => undefined));
    // A run that was killed may have left its server at this address, records and all; that one answers, then.
    await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" });
    await this.makeBucket(Cloud.bucket);
  }

  async makeBucket(name: string): Promise<void> {
    await this.ask("PUT", `/${name}`);
  }

  async removeBucket(name: string): Promise<void> {
    await this.ask("DELETE", `/${name}`);
  }

  stop(): void {
    this.server?.kill();
  }

  /** `headers`: what S3 gives back with it, such as its content type. */
  async putObject(
    key: string,
    body: string | Buffer,
    bucket = Cloud.bucket,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.ask("PUT", `/${bucket}/${key}`, body, { ...headers, authorization: authorizationFor("s3") });
  }

  async object(key: string, bucket = Cloud.bucket): Promise<Buffer> {
    const { status, body } = await this.read(key, bucket);
    if (status !== 200) throw new Error(`${key}: ${status}`);
    return body;
  }

  /** What S3 answers, whatever it is. */
  async read(
    key: string,
    bucket = Cloud.bucket,
  ): Promise<{ status: number; headers: Headers; body: Buffer }> {
    const answer = await fetch(`${this.endpoint}/${bucket}/${key}`, {
      headers: { authorization: authorizationFor("s3") },
    });
    const { status, headers } = answer;
    return { status, headers, body: Buffer.from(await answer.arrayBuffer()) };
  }

  async removeObject(key: string, bucket = Cloud.bucket): Promise<void> {
    await this.ask("DELETE", `/${bucket}/${key}`);
  }

  /** Keys that begin so. */
  async keys(prefix: string, bucket = Cloud.bucket): Promise<readonly string[]> {
    const answer = await this.ask("GET", `/${bucket}?list-type=2&prefix=${prefix}`);
    return [...answer.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
  }

  async putParameter(Name: string, Value: string): Promise<void> {
    await this.parameterStore("PutParameter", { Name, Value, Type: "SecureString", Overwrite: true });
  }

  async removeParameter(Name: string): Promise<void> {
    await this.parameterStore("DeleteParameter", { Name });
  }

  private async parameterStore(action: string, input: object): Promise<void> {
    await this.ask("POST", "/", JSON.stringify(input), {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AmazonSSM.${action}`,
      authorization: authorizationFor("ssm"),
    });
  }

  private async ask(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = { authorization: authorizationFor("s3") },
  ): Promise<string> {
    const content = typeof body === "string" || body === undefined ? body : new Uint8Array(body);
    const answer = await fetch(this.endpoint + path, { method, headers, body: content });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  }
}
