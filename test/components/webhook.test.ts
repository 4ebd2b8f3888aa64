import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { expect } from "chai";

const root = resolve(__dirname, "../..");

describe("functions/webhook", () => {
  interface Post {
    readonly body: { readonly text: string };
  }

  /** Runs the function as Lambda would, against stand-ins for Parameter Store and for Slack. */
  async function told(message: object, status = 200) {
    const posts: Post[] = [];
    const asked: string[] = [];
    const slack = await listening((body) => {
      posts.push({ body: JSON.parse(body) as Post["body"] });
      return { status, text: "ok" };
    });
    const address = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/T0/secret`;
    const parameters = await listening((body) => {
      asked.push(body);
      return { status: 200, text: JSON.stringify({ Parameter: { Value: address } }) };
    });
    const event = { Records: [{ Sns: message }] };
    const program = `require("./functions/webhook").handler(${JSON.stringify(event)}).then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); })`;
    const child = spawn(process.execPath, ["-e", program], {
      cwd: root,
      env: {
        ...process.env,
        WEBHOOK_PARAMETER: "/alerts/dev/webhook",
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "a",
        AWS_SECRET_ACCESS_KEY: "b",
        AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(parameters.address() as AddressInfo).port}`,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((done) => child.on("close", done));
    for (const server of [slack, parameters]) server.close();
    return { code, output, asked, texts: posts.map(({ body }) => body.text) };
  }

  function listening(answer: (body: string) => { status: number; text: string }): Promise<Server> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          const { status, text } = answer(Buffer.concat(chunks).toString());
          response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(text);
        });
    });
    return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
  }

  const alarm = (state: string) => ({
    Subject: `${state}: "ladder-dev-disk" in US East (N. Virginia)`,
    Message: JSON.stringify({
      AlarmName: "ladder-dev-disk",
      AlarmDescription: "A disk of the box is nearly full. First: `npm run box -- status`.",
      NewStateValue: state,
      NewStateReason: "Threshold Crossed: 3 datapoints were > the threshold (80.0).",
    }),
  });

  it("is told what an alarm means and what to do first, as Slack takes it", async () => {
    const { code, texts, asked } = await told(alarm("ALARM"));
    expect(code).to.equal(0);
    expect(texts).to.deep.equal([
      "\u{1F534} *ladder-dev-disk* ALARM\nA disk of the box is nearly full. First: `npm run box -- status`.\n_Threshold Crossed: 3 datapoints were &gt; the threshold (80.0)._",
    ]);
    expect(asked.map((body) => JSON.parse(body) as unknown)).to.deep.equal([
      { Name: "/alerts/dev/webhook", WithDecryption: true },
    ]);
  });

  it("is told in one line that it is over", async () => {
    expect((await told(alarm("OK"))).texts).to.deep.equal(["\u{1F7E2} *ladder-dev-disk* OK"]);
  });

  it("gets a notice of the budget as it came, with what Slack would read as its own escaped", async () => {
    const notice = { Subject: "AWS Budgets: budget", Message: "You requested <!channel> & 80 %" };
    expect((await told(notice)).texts).to.deep.equal([
      "AWS Budgets: budget\nYou requested &lt;!channel&gt; &amp; 80 %",
    ]);
  });

  it("fails when the webhook refuses, so that Lambda tries again, and never shows its address", async () => {
    const { code, output } = await told(alarm("ALARM"), 404);
    expect(code).to.equal(1);
    expect(output).to.include("the webhook answered 404").and.not.include("secret");
  });
});
