import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { computePlaces } from "../../cli/advise/places";
import { loadStack } from "../../cli/load-stack";
import { evaluateStack } from "../../cli/review-stack";
import { reviewStack } from "../../cost/stack-review";
import { Running } from "../box-rig/running";
import { jsonType, StandInServer } from "../../rig/apis/stand-in-server";

const root = resolve(__dirname, "../..");

interface Request {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Period: number;
}

const resource = (type: string, name: string, outputs: object) => ({
  urn: `urn:pulumi:prod::ladder::${type}::${name}`,
  type,
  outputs,
});

/** What `pulumi stack export` says of a box, as far as the command reads it. */
const exported = (tier: string) => ({
  version: 3,
  deployment: {
    resources: [
      resource("pulumi:pulumi:Stack", "ladder-prod", { tier }),
      resource("aws:ec2/instance:Instance", "box", { id: "i-0123456789abcdef0" }),
    ],
  },
});

describe("npm run advise", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "ladder-advise-"));
  const kept = join(folder, "ladder/advise");
  const asked: Request[] = [];
  let endpoint: string;
  /** Percent of the box's processor and memory in every hour, and for how many of the days asked for there is any. */
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
        ...{ SampleCount: 12, Average: busy, Minimum: 0, Maximum: busy, Unit: "Percent" },
      }));
      return { status: 200, body: JSON.stringify({ Label: request.MetricName, Datapoints }) };
    });
    endpoint = api.endpoint("cloudwatch", {});
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => rmSync(join(folder, "ladder"), { recursive: true, force: true }));

  async function adviceOf(...args: readonly string[]) {
    const account = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" };
    const env = { ...process.env, ...account, XDG_CACHE_HOME: folder, AWS_ENDPOINT_URL_CLOUDWATCH: endpoint };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/advise.ts")];
    const deployed = ["-s", "prod", "--deployed", join(folder, "compose.json")];
    return new Running([...program, ...deployed, ...args], { cwd: root, env }).ended;
  }

  /** What the preview says of the machine's size behind its cost review; without an account, so it asks AWS nothing. */
  async function previewSays(...args: readonly string[]) {
    const env = { PATH: process.env["PATH"], AWS_EC2_METADATA_DISABLED: "true", XDG_CACHE_HOME: folder };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/preview.ts")];
    const { stdout, stderr } = await new Running(
      [...program, "-s", "prod", "--set", "budget.monthlyUsd=100", ...args],
      { cwd: root, env },
    ).ended;
    expect(stderr).to.equal("");
    return stdout.split("\n").filter((line) => /advise|advice/.test(line));
  }

  it("stays on a box that is busy enough, and asks for fourteen days by the hour", async () => {
    busy = 15;
    const { exitCode, stdout } = await adviceOf();
    expect(exitCode).to.equal(0);
    expect(stdout.split("\n").slice(0, 4)).to.deep.equal([
      "Stack prod, on compose with t4g.medium: stay.",
      "  sustained processor (vCPU): 0.3 of 0.4, 75 %",
      "  processor in a busy hour (vCPU): 0.3 of 2, 15 %",
      "  memory (MiB): 571 of 3809, 15 %",
    ]);
    const [{ StartTime, EndTime, Dimensions, ...rest } = {} as Request] = asked;
    expect(asked.map(({ MetricName }) => MetricName)).to.deep.equal(["CPUUtilization", "MemoryPercent"]);
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

  it("is what previews show from then on, until the file is damaged", async () => {
    expect(await previewSays()).to.deep.equal([]);
    busy = 15;
    await adviceOf();
    const today = new Date().toISOString().slice(0, 10);
    expect(await previewSays()).to.deep.equal([
      `Measured over 14 days to ${today} (npm run advise): stay on compose with t4g.medium; most used is sustained processor (vCPU): 0.3 of 0.4, 75 %.`,
    ]);
    expect(await previewSays("--tier", "fargate", "--set", "domain=example.com")).to.deep.equal([
      `npm run advise measured compose with t4g.medium (${today}), which these settings are not: they have no advice yet.`,
    ]);
    writeFileSync(join(kept, readdirSync(kept)[0] ?? ""), "{");
    expect(await previewSays()).to.deep.equal([]);
  });

  it("is not kept with other limits than the settings', and stands where it cannot be kept", async () => {
    measured = 0.25;
    await adviceOf("--down", "10");
    expect(existsSync(kept)).to.equal(false);
    writeFileSync(join(folder, "ladder"), "no folder");
    const { exitCode, stdout, stderr } = await adviceOf();
    measured = 1;
    expect([exitCode, stderr]).to.deep.equal([
      0,
      "Previews will not show this advice: it cannot be kept (ENOTDIR).\n",
    ]);
    expect(stdout).to.match(/^Stack prod, on compose with t4g\.medium: no advice; /);
  });

  it("gives no advice from too few days, from figures of another tier, and with limits that go back and forth", async () => {
    measured = 0.25;
    const young = await adviceOf();
    measured = 1;
    expect(young.stdout).to.match(/: no advice; CloudWatch has figures of [45] days, 7 are needed\.\n$/);
    const switching = await adviceOf("--deployed", join(folder, "fargate.json"));
    expect([switching.exitCode, switching.stderr]).to.deep.equal([
      1,
      "Stack prod runs on fargate, its settings want compose: finish with pulumi up first.\n",
    ]);
    const wavering = await adviceOf("--down", "80");
    expect([wavering.exitCode, wavering.stderr]).to.deep.equal([
      1,
      "--down: not below --up, so the advice would go back and forth; got 80; allowed below 80\n",
    ]);
  });
});

describe("where a stack may go", function () {
  this.timeout(120_000);

  it("is every machine that its apps fit into and whose price is known, on each tier; several where they can be several", async () => {
    const { plan } = loadStack({ stack: "prod", set: [] });
    const [now, others] = await computePlaces("prod", plan);
    expect(now.monthly).to.equal((await reviewOfStack([])).total);
    const sizes = ["t4g.medium", "t4g.large", "t4g.xlarge", "t4g.2xlarge", "m7g.medium", "m7g.large"];
    const larger = [...sizes, "m7g.xlarge", "m7g.2xlarge"];
    expect(others.map(({ name }) => name)).to.deep.equal([
      ...larger.slice(1).map((type) => `compose with ${type}`),
      ...["t4g.small", ...larger].map((type) => `beanstalk with ${type}, up to 4 instances`),
      "fargate",
    ]);
    const box = others.find(({ name }) => name === "compose with t4g.xlarge");
    expect(box?.monthly).to.equal((await reviewOfStack(["box.instance=t4g.xlarge"])).total);
    expect(Object.values(box?.capacity ?? {}).slice(0, 2)).to.deep.equal([1.6, 4]);
  });
});

async function reviewOfStack(set: readonly string[]) {
  const loaded = loadStack({ stack: "prod", set });
  const { resources } = await evaluateStack(loaded);
  return reviewStack(loaded.plan, resources).monthly;
}
