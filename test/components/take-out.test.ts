import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { expect } from "chai";

const root = resolve(__dirname, "../..");

interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly body: string;
}

/** Runs the function as Lambda would, against a stand-in for Route 53 and SNS. */
async function takeOut(
  event: unknown,
  { topics = "", refused = false } = {},
): Promise<{ readonly answer: unknown; readonly calls: readonly Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        calls.push({ method: request.method, url: request.url, body: Buffer.concat(chunks).toString() });
        const toRoute53 = request.url !== "/";
        response.statusCode = refused && toRoute53 ? 403 : 200;
        response.setHeader("content-type", "text/xml").end(toRoute53 ? route53Answer(refused) : published);
      });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const program = `require("./functions/take-out").handler(${JSON.stringify(event)}).catch((error) => error.name).then((answer) => process.stdout.write("\\n" + JSON.stringify(answer)))`;
  const env = {
    ...process.env,
    HEALTH_CHECK_ID: "abc-123",
    STACK: "dev",
    TOPICS: topics,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_ENDPOINT_URL_ROUTE_53: `http://127.0.0.1:${port}`,
    AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${port}`,
  };
  const child = spawn(process.execPath, ["-e", program], { cwd: root, env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise((done) => child.on("close", done));
  server.close();
  return { answer: JSON.parse(Buffer.concat(chunks).toString().split("\n").at(-1) ?? "null"), calls };
}

const published =
  "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";

function route53Answer(refused: boolean): string {
  return refused
    ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
    : "<UpdateHealthCheckResponse/>";
}

const alarm = { alarmData: { alarmName: "watch-slow", state: { value: "ALARM", reason: "too slow" } } };
const topics = "arn:aws:sns:eu-west-1:1:mail arn:aws:sns:eu-west-1:1:webhook";

/** Topic, subject and text of what was sent to SNS, in its query protocol. */
function messages(calls: readonly Call[]) {
  return calls
    .filter(({ url }) => url === "/")
    .map(({ body }) => new URLSearchParams(body))
    .map((form) => [form.get("TopicArn"), form.get("Subject"), form.get("Message")]);
}

describe("functions/take-out", () => {
  it("marks the health check unhealthy for good when an alarm goes off", async () => {
    const { answer, calls } = await takeOut(alarm);
    expect(answer).to.deep.equal({ takenOut: true });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      "POST /2013-04-01/healthcheck/abc-123",
    ]);
    expect(calls[0]?.body)
      .to.match(/<Disabled>true<\/Disabled>/)
      .and.match(/<Inverted>true<\/Inverted>/);
  });

  it("then tells every topic what happened, why, and what to do first", async () => {
    const { answer, calls } = await takeOut(alarm, { topics });
    const said = [
      "Ladder dev: the serving tier was taken out of DNS",
      "watch-slow: too slow\nFirst: find the cause in its logs. Its visitors go to the tier that stands by, until `pulumi up -s dev --refresh` takes it back.",
    ];
    expect(answer).to.deep.equal({ takenOut: true });
    expect(calls.map(({ url }) => url)).to.deep.equal(["/2013-04-01/healthcheck/abc-123", "/", "/"]);
    expect(messages(calls)).to.deep.equal(topics.split(" ").map((topic) => [topic, ...said]));
  });

  it("tells that it could not, and fails, so that Lambda tries again", async () => {
    const { answer, calls } = await takeOut(alarm, { topics, refused: true });
    expect(answer).to.equal("AccessDenied");
    expect(messages(calls).map(([, subject]) => subject)).to.deep.equal(
      Array(2).fill("Ladder dev: a tier could not be taken out of DNS"),
    );
  });

  it("does nothing when an alarm calms down: the tier stays out until somebody puts it back", async () => {
    const { answer, calls } = await takeOut(
      { alarmData: { alarmName: "watch-slow", state: { value: "OK", reason: "fine" } } },
      { topics },
    );
    expect([answer, calls]).to.deep.equal([{ takenOut: false }, []]);
  });

  it("runs on what Lambda has: no package but the AWS client", () => {
    const code = readFileSync(resolve(root, "functions/take-out/index.js"), "utf8");
    expect([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).to.deep.equal([
      "@aws-sdk/client-route-53",
      "@aws-sdk/client-sns",
    ]);
  });
});
