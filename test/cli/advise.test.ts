import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { measuredCompute, measuredDatabases } from "../../cli/advise/measured";
import type { Figure, ReadHours } from "../../cli/advise/read-hours";
import { watchedOf } from "../../cli/advise/watched";
import { loadStack } from "../../cli/load-stack";
import { balancedStack } from "../beanstalk/beanstalk-stack";
import { Running } from "../box-rig/running";
import { jsonType, StandInServer } from "../engine/stand-in-server";
import { fargateStack } from "../fargate-stack";

const root = resolve(__dirname, "../..");
const hour = 3_600_000;

interface Request {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Period: number;
}

const resource = (type: string, name: string, outputs: object) => ({
  urn: `urn:pulumi:dev::ladder::${type}::${name}`,
  type,
  outputs,
});

/** What `pulumi stack export` says of a box, as far as the command reads it. */
const exported = (tier: string) => ({
  version: 3,
  deployment: {
    resources: [
      resource("pulumi:pulumi:Stack", "ladder-dev", { tier }),
      resource("aws:ec2/instance:Instance", "box", { id: "i-0123456789abcdef0" }),
    ],
  },
});

describe("npm run advise", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "ladder-advise-"));
  const asked: Request[] = [];
  let endpoint: string;
  /** Percent of the box's processor in every hour, and for how many of the days asked for there is any. */
  let busy = 20;
  let measured = 1;

  before(async () => {
    for (const tier of ["compose", "fargate"])
      writeFileSync(join(folder, `${tier}.json`), JSON.stringify(exported(tier)));
    const api = await StandInServer.start<object>(jsonType, ({ body, target }) => {
      expect(target).to.equal("GraniteServiceVersion20100801.GetMetricStatistics");
      const request = JSON.parse(body) as Request;
      asked.push(request);
      const hours = ((request.EndTime - request.StartTime) / 3600) * measured;
      const Datapoints = Array.from({ length: hours }, (_, index) => ({
        Timestamp: request.EndTime - (index + 1) * 3600,
        ...{ SampleCount: 12, Average: busy, Minimum: 0, Maximum: 100, Unit: "Percent" },
      }));
      return { status: 200, body: JSON.stringify({ Label: request.MetricName, Datapoints }) };
    });
    endpoint = api.endpoint("cloudwatch", {});
  });
  after(() => rmSync(folder, { recursive: true }));

  async function adviceOf(...args: readonly string[]) {
    const account = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" };
    const env = { ...process.env, ...account, AWS_ENDPOINT_URL_CLOUDWATCH: endpoint };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/advise.ts")];
    const deployed = ["--deployed", join(folder, "compose.json")];
    return new Running([...program, ...deployed, ...args], { cwd: root, env }).ended;
  }

  it("stays on a box that is busy enough, asks for fourteen days by the hour, and for nothing that is not sent", async () => {
    busy = 15;
    const { exitCode, stdout } = await adviceOf();
    expect(exitCode).to.equal(0);
    expect(stdout.split("\n").slice(0, 4)).to.deep.equal([
      "Stack dev, on compose with t4g.small: stay.",
      "  sustained processor (vCPU): 0.3 of 0.4, 75 %",
      "  processor in a busy hour (vCPU): 0.3 of 2, 15 %",
      "  memory (MiB): not measured",
    ]);
    const [{ StartTime, EndTime, Dimensions, ...rest } = {} as Request] = asked;
    expect(asked).to.have.length(1);
    expect([(EndTime - StartTime) / 86_400, rest.Namespace, rest.MetricName, rest.Period]).to.deep.equal([
      ...[14, "AWS/EC2", "CPUUtilization"],
      3600,
    ]);
    expect(Dimensions).to.deep.equal([{ Name: "InstanceId", Value: "i-0123456789abcdef0" }]);
  });

  it("moves up when a box uses up its credits, with the price and how to look at it", async () => {
    busy = 30;
    const { stdout } = await adviceOf("--json");
    const { advice } = JSON.parse(stdout) as {
      advice: readonly { kind: string; monthly: number; to: object }[];
    };
    expect(advice).to.have.length(1);
    expect(advice[0]?.kind).to.equal("up");
    expect(advice[0]?.to).to.deep.include({
      set: ["box.instance=m7g.medium"],
      name: "compose with m7g.medium",
    });
  });

  it("gives no advice from too few days, from figures of another tier, and with limits that go back and forth", async () => {
    measured = 0.25;
    const young = await adviceOf();
    measured = 1;
    expect(young.stdout).to.match(/: no advice; CloudWatch has figures of [45] days, 7 are needed\.\n$/);
    const switching = await adviceOf("--deployed", join(folder, "fargate.json"));
    expect([switching.exitCode, switching.stderr]).to.deep.equal([
      1,
      "Stack dev runs on fargate, its settings want compose: finish with pulumi up first.\n",
    ]);
    const wavering = await adviceOf("--down", "80");
    expect([wavering.exitCode, wavering.stderr]).to.deep.equal([
      1,
      "--down: not below --up, so the advice would go back and forth; got 80; allowed below 80\n",
    ]);
  });
});

describe("figures of CloudWatch as what was used", () => {
  const asked: Figure[] = [];
  const constant =
    (
      values: Readonly<
        Record<string, { average: number; count?: number; minimum?: number; maximum?: number }>
      >,
    ): ReadHours =>
    (figure) => {
      asked.push(figure);
      const value = values[figure.metric];
      return Promise.resolve(value ? [{ at: hour, minimum: 0, maximum: 0, count: 0, ...value }] : []);
    };
  const planOf = (set: readonly string[]) => loadStack({ stack: "dev", set }).plan;

  it("count Beanstalk's instances by the values that each sends in an hour", async () => {
    const plan = planOf(balancedStack());
    const watched = { services: {}, machines: { AutoScalingGroupName: "g" } };
    const { load } = await measuredCompute(
      plan,
      watched,
      constant({ CPUUtilization: { average: 50, count: 36 } }),
    );
    // Three instances with two vCPUs each, half of them busy.
    expect(Object.values(load)).to.deep.equal([3, 3]);
  });

  it("count an app's copies on Fargate by the values that each sends in an hour, and sum up the apps", async () => {
    const plan = planOf(fargateStack());
    const services = plan.fargate?.services ?? [];
    const dimensions = (name: string) => ({ ClusterName: "c", ServiceName: name });
    const watched = { services: Object.fromEntries(services.map(({ app }) => [app, dimensions(app)])) };
    const values = {
      CPUUtilization: { average: 50, count: 120 },
      MemoryUtilization: { average: 25, count: 120 },
    };
    const { load } = await measuredCompute(plan, watched, constant(values));
    const cpu = services.reduce((sum, one) => sum + one.cpu / 1024, 0);
    const memory = services.reduce((sum, one) => sum + one.memoryMb, 0);
    expect(Object.values(load)).to.deep.equal([cpu, cpu, memory / 2]);
  });

  it("take of databases the busiest processor, the least free memory and the most connections", async () => {
    const { rds } = planOf(fargateStack());
    if (!rds) throw new Error("there are databases");
    const values = {
      CPUUtilization: { average: 10 },
      FreeableMemory: { average: 0, minimum: 256 * 2 ** 20 },
      DatabaseConnections: { average: 3, maximum: 40 },
    };
    const watched = { services: {}, databases: { DBInstanceIdentifier: "d" } };
    const { load } = await measuredDatabases(rds, watched, constant(values));
    expect(Object.values(load)).to.deep.equal([0.2, 0.2, 768, 40]);
  });

  it("ask for a box's memory only when the box sends it", async () => {
    const watched = { services: {}, machines: { InstanceId: "i" } };
    const read = constant({ CPUUtilization: { average: 10 }, MemoryPercent: { average: 0, maximum: 50 } });
    expect(Object.keys((await measuredCompute(planOf([]), watched, read)).load)).to.have.length(2);
    const plan = planOf(["alerts.alarms=all"]);
    const { load } = await measuredCompute(plan, watched, read);
    expect(Object.values(load)[2]).to.equal(plan.box.memory.usableMb / 2);
    expect(asked.at(-1)?.dimensions).to.deep.equal({ Stack: "dev" });
  });

  it("say nothing of what is not deployed", async () => {
    const nothing = watchedOf({ outputs: {}, resources: [] }, "compose");
    expect(await measuredCompute(planOf([]), nothing, constant({}))).to.deep.equal({ load: {}, days: 0 });
  });

  it("are found by the names that the stack's state has", () => {
    const named = (type: string, name: string, outputs: Readonly<Record<string, unknown>>) => ({
      type,
      name,
      outputs,
    });
    const resources = [
      named("aws:ecs/service:Service", "shop", {
        name: "shop-1",
        cluster: "arn:aws:ecs:us-east-1:1:cluster/apps-2",
      }),
      named("aws:elasticbeanstalk/environment:Environment", "e", { autoscalingGroups: ["awseb-3"] }),
      named("aws:rds/instance:Instance", "databases", { identifier: "ladder-dev-4" }),
    ];
    const databases = { DBInstanceIdentifier: "ladder-dev-4" };
    expect(watchedOf({ outputs: {}, resources }, "fargate")).to.deep.equal({
      services: { shop: { ClusterName: "apps-2", ServiceName: "shop-1" } },
      databases,
    });
    expect(watchedOf({ outputs: {}, resources }, "beanstalk")).to.deep.equal({
      machines: { AutoScalingGroupName: "awseb-3" },
      services: {},
      databases,
    });
  });
});
