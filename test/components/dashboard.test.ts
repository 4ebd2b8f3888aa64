import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { balancedStack, singleStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";
import { expectGolden } from "../golden-file";

const dashboardType = "aws:cloudwatch/dashboard:Dashboard";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly markdown?: string;
    readonly title?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal: readonly { label: string; value: number }[] };
  };
}

async function dashboardsOf(...set: readonly string[]): Promise<readonly RecordedResource[]> {
  return (await evaluated("dev", set)).resources.filter(({ type }) => type === dashboardType);
}

async function widgetsOf(...set: readonly string[]): Promise<readonly Widget[]> {
  const [made] = await dashboardsOf(...set);
  return (JSON.parse(String(made?.inputs["dashboardBody"])) as { widgets: Widget[] }).widgets;
}

const titles = (widgets: readonly Widget[]) => widgets.flatMap(({ properties: { title } }) => title ?? []);
const figures = (widgets: readonly Widget[]) =>
  widgets.flatMap(({ properties: { metrics = [] } }) => metrics);
const many = (count: number) =>
  `apps=${JSON.stringify(Array.from({ length: count }, (_, index) => ({ name: `app-${index}`, image: "nginx:1" })))}`;

const all = "alerts.alarms=all";
const stacks: Readonly<Record<string, readonly string[]>> = {
  "box-few": [],
  "box-all": [all, "database=rds"],
  "beanstalk-single": singleStack(),
  "beanstalk-balanced": balancedStack(all),
  fargate: fargateStack(all),
};

describe("the dashboard", () => {
  for (const [name, set] of Object.entries(stacks))
    it(`of ${name} is drawn as before`, async () => {
      expectGolden(`dashboards/${name}.json`, `${JSON.stringify(await widgetsOf(...set), null, 2)}\n`);
    });

  it("is one a stack, under the stack's name, and not there without the setting or the group", async () => {
    const made = await dashboardsOf();
    expect(made.map(({ name, inputs }) => [name, inputs["dashboardName"]])).to.deep.equal([
      ["dashboard", "ladder-dev"],
    ]);
    expect(await dashboardsOf("alerts.dashboard=false")).to.deep.equal([]);
    expect(await dashboardsOf("alerts=null")).to.deep.equal([]);
  });

  it("shows requests, latency and errors wherever they are measured", async () => {
    for (const name of ["box-all", "beanstalk-balanced", "fargate"]) {
      const found = titles(await widgetsOf(...(stacks[name] ?? []))).join();
      expect(found, name).to.match(/Requests.*Latency.*Errors/);
    }
  });

  it("says what is missing where they are not", async () => {
    const about = async (set: readonly string[] = []) =>
      (await widgetsOf(...set))[0]?.properties.markdown ?? "";
    expect(await about(stacks["box-few"])).to.include("`alerts.alarms: all`");
    expect(await about(stacks["beanstalk-single"])).to.include("no load balancer that counts requests");
    expect(await about(stacks["box-all"])).to.not.include("alerts.alarms");
  });

  it("shows of a box only figures that it sends: a chart makes none that is billed", async () => {
    const own = figures(await widgetsOf()).filter(([namespace]) => namespace === "Ladder");
    expect(own.map(([, metric]) => metric)).to.deep.equal(["Problems"]);
  });

  it("has at most the 50 figures of a free one, and names the apps that are left out", async () => {
    const widgets = await widgetsOf(...fargateStack(many(30)));
    expect(figures(widgets).length).to.be.within(49, 50);
    const shown = widgets.find(({ properties: { title } }) => title === "Apps: memory (%)");
    const lines = shown?.properties.metrics?.length ?? 0;
    const left = Array.from({ length: 30 - lines }, (_, index) => `app-${index + lines}`).join(", ");
    expect(widgets[0]?.properties.markdown).to.include(`figures at most: ${left}.`);
  });

  it("marks the thresholds of the alarms that there are, and the budget", async () => {
    const marks = async (title: string, ...set: readonly string[]) =>
      (await widgetsOf(...set))
        .find(({ properties }) => properties.title === title)
        ?.properties.annotations?.horizontal.map(({ label, value }) => [label, value]);
    expect(await marks("Processor (%)")).to.equal(undefined);
    const box = [all, "alerts.thresholds.cpuPercent=70"];
    expect(await marks("Processor (%)", ...box)).to.deep.equal([["alarm", 70]]);
    expect(await marks("Memory, disk, connections (%)", ...box)).to.deep.equal([
      ["alarm: memory", 85],
      ["alarm: fullest disk, database connections", 80],
    ]);
    const charges = "Charges of the account this month (USD)";
    expect(await marks(charges)).to.deep.equal([["budget", 30]]);
    expect(await marks(charges, "budget=null")).to.equal(undefined);
    const apps = await marks("Apps: processor (%)", ...fargateStack(all));
    expect(apps).to.deep.equal([["alarm", 80]]);
  });

  it("lays its widgets side by side, none over another, and inside CloudWatch's grid of 24", async () => {
    for (const set of Object.values(stacks)) {
      const taken = new Set<string>();
      for (const { x, y, width, height } of await widgetsOf(...set))
        for (let column = x; column < x + width; column++)
          for (let row = y; row < y + height; row++) {
            expect(column).to.be.below(24);
            expect(taken.has(`${column},${row}`)).to.equal(false);
            taken.add(`${column},${row}`);
          }
    }
  });

  it("asks for the charges in the one region that has them, for the rest in the stack's", async () => {
    const widgets = await widgetsOf("aws:region=eu-west-1");
    const regions = widgets.flatMap(({ properties: { title, region } }) => (title ? [[title, region]] : []));
    expect(regions.filter(([, region]) => region === "us-east-1").map(([title]) => title)).to.deep.equal([
      "Charges of the account this month (USD)",
    ]);
    expect(new Set(regions.map(([, region]) => region))).to.deep.equal(new Set(["eu-west-1", "us-east-1"]));
  });
});
