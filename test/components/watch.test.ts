import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";

import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { evaluated } from "../evaluated";

const root = resolve(__dirname, "../..");
const apps = JSON.stringify([
  { name: "shop", image: "ghcr.io/acme/shop:1.0.0", port: 3000 },
  { name: "docs", static: "./examples/site-docs" },
]);
const set = (...more: readonly string[]) => [
  `apps=${apps}`,
  "domain=example.com",
  "budget=null",
  "alerts=null",
  ...more,
];

function ofType(resources: readonly RecordedResource[], type: string) {
  return resources.filter((one) => one.type === type);
}

async function split(...more: readonly string[]) {
  const { resources } = await evaluated("dev", set("tier=fargate", ...more), undefined, "compose");
  return resources;
}

describe("what watches the visitors", () => {
  it("shares them by weight, with the same time to live on both tiers", async () => {
    const records = ofType(await split("traffic=10"), "aws:route53/record:Record").filter(
      ({ inputs }) => inputs["setIdentifier"] !== undefined,
    );
    const shown = records.map(({ inputs }) => [
      inputs["name"],
      inputs["setIdentifier"],
      inputs["weightedRoutingPolicies"],
      inputs["ttl"],
    ]);
    expect(shown.sort()).to.deep.equal([
      ["docs.example.com", "compose", [{ weight: 90 }], 60],
      ["docs.example.com", "fargate", [{ weight: 10 }], undefined],
      ["shop.example.com", "compose", [{ weight: 90 }], 60],
      ["shop.example.com", "fargate", [{ weight: 10 }], undefined],
    ]);
  });

  it("hangs on every record of the serving tier, and on none of the standby, which must count as healthy", async () => {
    const resources = await split();
    const [check] = ofType(resources, "aws:route53/healthCheck:HealthCheck");
    const id = `\${${check?.urn}.id}`;
    const checks = ofType(resources, "aws:route53/record:Record").map(
      ({ inputs }) => `${String(inputs["setIdentifier"])} ${String(inputs["healthCheckId"])}`,
    );
    expect(new Set(checks.filter((text) => !text.startsWith("undefined")))).to.deep.equal(
      new Set([`fargate ${id}`, "compose undefined"]),
    );
  });

  it("is not there while no other tier stands by, nor where records are set by hand", async () => {
    const alone = await evaluated("dev", set("tier=fargate"));
    expect(ofType(alone.resources, "aws:route53/healthCheck:HealthCheck")).to.deep.equal([]);
    expect(ofType(await split("dns=manual"), "aws:route53/healthCheck:HealthCheck")).to.deep.equal([]);
  });

  it("goes off by the settings: down in total, slow and failing in a row", async () => {
    const resources = await split(
      "triggers.p95Ms=300",
      "triggers.errorPercent=2",
      "triggers.downMinutes=3",
      "triggers.hours=6",
    );
    const alarms = Object.fromEntries(
      ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name, inputs }) => [name, inputs]),
    );
    expect(Object.keys(alarms).sort()).to.deep.equal(["watch-down", "watch-errors", "watch-slow"]);
    expect(alarms["watch-down"]).to.deep.include({
      region: "us-east-1",
      evaluationPeriods: 360,
      datapointsToAlarm: 3,
      period: 60,
      threshold: 1,
    });
    expect(alarms["watch-slow"]).to.deep.include({
      extendedStatistic: "p95",
      threshold: 0.3,
      evaluationPeriods: 5,
    });
    expect(alarms["watch-errors"]).to.deep.include({
      threshold: 2,
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
    });
  });

  it("has one right: to change this one health check", async () => {
    const resources = await split();
    const policy = resources.find(
      ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === "take-out",
    );
    const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as {
      Statement: readonly { Action: readonly string[]; Resource: readonly string[] }[];
    };
    const [first, second, ...others] = Statement;
    const [check] = ofType(resources, "aws:route53/healthCheck:HealthCheck");
    expect(first).to.deep.include({
      Action: ["route53:UpdateHealthCheck"],
      Resource: [`arn:aws:route53:::healthcheck/\${${check?.urn}.id}`],
    });
    expect(second?.Action).to.deep.equal(["logs:CreateLogStream", "logs:PutLogEvents"]);
    expect(others).to.deep.equal([]);
  });

  it("has a function in each region that an alarm is in", async () => {
    const resources = await split("aws:region=eu-west-1");
    const regions = ofType(resources, "aws:lambda/function:Function").map(({ name, inputs }) => [
      name,
      inputs["region"],
    ]);
    expect(regions.filter(([name]) => String(name).startsWith("take-out")).sort()).to.deep.equal([
      ["take-out-eu-west-1", "eu-west-1"],
      ["take-out-us-east-1", "us-east-1"],
    ]);
  });

  it("asks a single machine under its address, and has no figures of latency there", async () => {
    const { resources } = await evaluated("dev", set("tier=compose"), undefined, "fargate");
    const [check] = ofType(resources, "aws:route53/healthCheck:HealthCheck");
    expect(check?.inputs).to.deep.include({
      type: "HTTP",
      port: 80,
      fqdn: "shop.example.com",
      disabled: false,
      invertHealthcheck: false,
    });
    expect(String(check?.inputs["ipAddress"])).to.include("aws:ec2/eip:Eip::address.publicIp");
    expect(ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name)).to.deep.equal(
      ["watch-down"],
    );
  });
});

interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly body: string;
}

/** Runs the function as Lambda would, against a stand-in for Route 53. */
async function takeOut(
  event: unknown,
): Promise<{ readonly answer: unknown; readonly calls: readonly Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        calls.push({ method: request.method, url: request.url, body: Buffer.concat(chunks).toString() });
        response.setHeader("content-type", "text/xml").end("<UpdateHealthCheckResponse/>");
      });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const program = `require("./functions/take-out").handler(${JSON.stringify(event)}).then((answer) => process.stdout.write("\\n" + JSON.stringify(answer)))`;
  const env = {
    ...process.env,
    HEALTH_CHECK_ID: "abc-123",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_ENDPOINT_URL_ROUTE_53: `http://127.0.0.1:${port}`,
  };
  const child = spawn(process.execPath, ["-e", program], { cwd: root, env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise((done) => child.on("close", done));
  server.close();
  return { answer: JSON.parse(Buffer.concat(chunks).toString().split("\n").at(-1) ?? "null"), calls };
}

describe("functions/take-out", () => {
  it("marks the health check unhealthy for good when an alarm goes off", async () => {
    const { answer, calls } = await takeOut({
      alarmData: { alarmName: "watch-slow", state: { value: "ALARM", reason: "too slow" } },
    });
    expect(answer).to.deep.equal({ takenOut: true });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      "POST /2013-04-01/healthcheck/abc-123",
    ]);
    expect(calls[0]?.body)
      .to.match(/<Disabled>true<\/Disabled>/)
      .and.match(/<Inverted>true<\/Inverted>/);
  });

  it("does nothing when an alarm calms down: the tier stays out until somebody puts it back", async () => {
    const { answer, calls } = await takeOut({
      alarmData: { alarmName: "watch-slow", state: { value: "OK", reason: "fine" } },
    });
    expect([answer, calls]).to.deep.equal([{ takenOut: false }, []]);
  });

  it("runs on what Lambda has: no package but the AWS client", () => {
    const code = readFileSync(resolve(root, "functions/take-out/index.js"), "utf8");
    expect([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).to.deep.equal([
      "@aws-sdk/client-route-53",
    ]);
  });
});
