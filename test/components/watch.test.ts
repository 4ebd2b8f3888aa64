import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { evaluated } from "../evaluated";

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

interface Right {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What the function that takes a tier out may do. */
function rightsOf(resources: readonly RecordedResource[]): readonly Right[] {
  const policy = resources.find(
    ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === "take-out",
  );
  return (JSON.parse(String(policy?.inputs["policy"])) as { Statement: readonly Right[] }).Statement;
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

  it("asks for what the tier answers well when it is asked under its own name", async () => {
    const asked = async (...more: readonly string[]) => {
      const { resources } = await evaluated("dev", set(...more), undefined, "compose");
      return ofType(resources, "aws:route53/healthCheck:HealthCheck").map(({ inputs }) => {
        const { type, port, resourcePath } = inputs;
        return [type, port, resourcePath];
      });
    };
    // The load balancer itself sends every host to HTTPS.
    expect(await asked("tier=fargate")).to.deep.equal([["HTTP", 80, "/"]]);
    // Caddy on the instances answers 404 to a host that it does not know, but for the load balancer's own question.
    const balanced = await asked("tier=beanstalk", "beanstalk.min=2", "beanstalk.max=2");
    expect(balanced).to.deep.equal([["HTTP", 80, "/ladder/health"]]);
    expect(await asked("tier=beanstalk")).to.deep.equal([["HTTP", 80, "/"]]);
  });

  it("is not there while no other tier stands by, nor where records are set by hand", async () => {
    const alone = await evaluated("dev", set("tier=fargate"));
    expect(ofType(alone.resources, "aws:route53/healthCheck:HealthCheck")).to.deep.equal([]);
    expect(ofType(await split("dns=manual"), "aws:route53/healthCheck:HealthCheck")).to.deep.equal([]);
  });

  it("is another one after it was taken out, so that its alarm has no bad minutes left and can go off again", async () => {
    const [check] = ofType(await split(), "aws:route53/healthCheck:HealthCheck");
    expect(check?.options.replaceOnChanges).to.deep.equal(["disabled", "invertHealthcheck"]);
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
    const [first, second, ...others] = rightsOf(resources);
    const [check] = ofType(resources, "aws:route53/healthCheck:HealthCheck");
    expect(first).to.deep.include({
      Action: ["route53:UpdateHealthCheck"],
      Resource: [`arn:aws:route53:::healthcheck/\${${check?.urn}.id}`],
    });
    expect(second?.Action).to.deep.equal(["logs:CreateLogStream", "logs:PutLogEvents"]);
    expect(others).to.deep.equal([]);
  });

  it("tells those whom alarms tell, in every region", async () => {
    const alerts = { emails: ["ops@example.com"], webhook: "/alerts/webhook" };
    const resources = await split("aws:region=eu-west-1", `alerts=${JSON.stringify(alerts)}`);
    const topics = ofType(resources, "aws:sns/topic:Topic").map(({ urn }) => `\${${urn}.arn}`);
    expect(topics).to.have.length(2);
    expect(rightsOf(resources)[1]).to.deep.include({ Action: ["sns:Publish"], Resource: topics });
    const told = ofType(resources, "aws:lambda/function:Function")
      .filter(({ name }) => name.startsWith("take-out"))
      .map(({ inputs }) => (inputs["environment"] as { variables: object }).variables);
    expect(told.map((one) => ({ ...one, HEALTH_CHECK_ID: "" }))).to.deep.equal(
      Array(2).fill({ HEALTH_CHECK_ID: "", STACK: "dev", TOPICS: topics.join(" ") }),
    );
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
