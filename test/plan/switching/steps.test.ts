import { expect } from "chai";
import { loadStack, withChanges } from "../../../cli/load-stack";
import moveRate from "../../../plan/data/move-rate.json";
import { switchPlan } from "../../../plan/switching/steps";
import { switchText } from "../../../plan/switching/switch-text";
import type { StackPlan } from "../../../plan/stack-plan-types";
import { assumedResources } from "../../../plan/switching/assumed";
import { memoryFrom } from "../../../plan/switching/memory";
import { stackPlan } from "../../../plan/stack-plan";
import { checkSettings } from "../../../settings/check";
import type { DeployedStack } from "../../../plan/deployed";
import { switched } from "./switched";

/** Steps as `what`, in order. */
function order(...args: Parameters<typeof switched>): readonly string[] | undefined {
  return switched(...args).switching?.steps.map(({ what }) => what);
}

describe("the plan of a switch", () => {
  it("has its steps in the order in which they are taken", () => {
    expect(order("compose", "beanstalk")).to.deep.equal(["state", "standby", "move", "compute", "traffic"]);
    expect(order("beanstalk", "fargate")).to.deep.equal(["standby", "compute", "traffic"]);
    expect(order("fargate", "compose")).to.deep.equal(["standby", "compute", "traffic"]);
  });

  it("moves the databases up at the switch, and not before the retirement on the way down", () => {
    expect(switched("compose", "fargate").switching?.databases).to.deep.equal({ from: "box", to: "rds" });
    expect(switched("fargate", "compose").switching?.databases).to.deep.equal({ from: "rds", to: "rds" });
    const { raw, region, after } = switched("fargate", "compose");
    const home = withChanges("dev", { raw, region, deployed: after }, ["retire=fargate"]).switching;
    expect(home?.databases).to.deep.equal({ from: "rds", to: "box" });
    expect(home?.steps.map(({ what }) => what)).to.deep.equal(["move", "retire", "retire"]);
    expect(home?.steps.slice(1).map(({ text }) => text)).to.deep.equal([
      "The machines or services of fargate are removed: there is no way back to it without making them anew.",
      "fargate keeps its protection until an update has seen that its databases are elsewhere: the next `pulumi up` lifts it, the one after removes it.",
    ]);
  });

  it("moves them without another tier when the setting says so", () => {
    const { switching } = switched("compose", "compose", "database=rds");
    expect(switching?.steps.map(({ what }) => what)).to.deep.equal(["state", "move"]);
    expect(switching?.standbys).to.deep.equal([]);
    expect(switching && switchText(switching).split("\n").at(-1)).to.equal(
      "Kept: the databases on the box as they were, closed. RDS is billed from now on. The way back: pulumi config set database box -s dev, then pulumi up, which moves them with what was written meanwhile.",
    );
  });

  it("says that RDS is left over when the databases came home, until it is retired", () => {
    const { raw, region, after } = switched("compose", "compose", "database=rds");
    const { switching } = withChanges("dev", { raw, region, deployed: after }, ["database=box"]);
    const lines = switching ? switchText(switching).split("\n") : [];
    expect(lines[0]).to.equal("compose serves on, and the databases move:");
    expect(lines.slice(-2)).to.deep.equal([
      "Left over: RDS, which no app uses, and which is billed until it is retired.",
      "  - pulumi config set retire rds -s dev removes, in two updates: RDS, with a last snapshot.",
    ]);
    const home = withChanges("dev", { raw, region, deployed: after }, ["database=box"]).after;
    const retired = withChanges("dev", { raw, region, deployed: home }, ["database=auto", "retire=rds"]);
    expect(retired.switching?.steps.at(0)?.text).to.match(/^RDS loses its protection\./);
    const gone = withChanges("dev", { raw, region, deployed: retired.after }, [
      "database=auto",
      "retire=rds",
    ]).switching;
    expect(gone?.steps.at(0)?.text).to.equal(
      "RDS is removed, for good, after a last snapshot. Afterwards: pulumi config rm retire -s dev.",
    );
  });

  it("says that databases stay on RDS when the setting that took them there goes, and how they come home", () => {
    const { raw, region, after } = switched("compose", "compose", "database=rds");
    const { switching } = withChanges("dev", { raw, region, deployed: after }, ["database=auto"]);
    expect(switching && switchText(switching)).to.equal(
      "No switch: compose serves.\n" +
        "The databases stay on RDS, which is billed: database: auto moves nothing. pulumi config set database box -s dev, then pulumi up, moves them to the box.\n" +
        "  - pulumi config set retire rds -s dev removes, in three updates: RDS, with a last snapshot, after the databases moved home.",
    );
  });

  it("speaks of a tier that stood by as such, and of workers only where they stop", () => {
    const { raw, region, after } = switched("compose", "beanstalk");
    const texts = (...set: readonly string[]) =>
      withChanges("dev", { raw, region, deployed: after }, set).switching?.steps.map(({ text }) => text);
    expect(texts("tier=compose")).to.include(
      "The compose tier, which stands by, takes this version and must be healthy; until then beanstalk serves.",
    );
    expect(texts("tier=beanstalk")?.filter((text) => text.startsWith("Workers"))).to.deep.equal([]);
  });

  it("does not exist where nothing changes and nobody stands by", () => {
    expect(switched("compose", "compose").switching).to.equal(undefined);
    expect(loadStack({ stack: "dev", set: [] }).switching).to.equal(undefined);
  });

  it("tells how long writes stop when the box said how much it holds, and that it is unknown else", () => {
    const settings = checkSettings({
      tier: "fargate",
      domain: "example.com",
      apps: [{ name: "shop", image: "ghcr.io/acme/shop:1", port: 80, database: true }],
    });
    const memory = memoryFrom(assumedResources("compose", "auto"));
    const facts = {
      project: "ladder",
      stack: "dev",
      region: "us-east-1",
      folders: {},
      siteFiles: {},
      edgeDigest: "",
    };
    const plan: StackPlan = stackPlan(settings, facts as Parameters<typeof stackPlan>[1], memory);
    const size = { bytes: 10 * 2 ** 30, asOf: "2026-11-20" };
    const seconds = Math.ceil(moveRate.secondsAtAnySize + size.bytes / moveRate.bytesPerSecond);
    const found = switchPlan(plan, { memory, tier: "compose", size });
    expect(found?.databases.writeStopSeconds).to.equal(seconds);
    expect(found && switchText(found)).to.include(
      `(about ${seconds} seconds: 10240 MB on 2026-11-20, at the rate measured on ${moveRate.asOf})`,
    );
    const unknown = switchPlan(plan, { memory, tier: "compose" });
    expect(unknown && switchText(unknown)).to.include("how long is not known before");
  });

  it("says what stands by, what it costs, how to go back and what its retirement removes", () => {
    const { switching } = switched("compose", "fargate");
    const lines = switching ? switchText(switching, "$0.63").split("\n") : [];
    expect(lines[0]).to.equal("Switch from compose to fargate:");
    expect(lines.slice(-2)).to.deep.equal([
      "Kept: compose as standby, which costs $0.63 a day. The way back: pulumi config set tier compose -s dev, then pulumi up; nothing is moved for it.",
      "  - pulumi config set retire compose -s dev removes, in two updates: the box, its data volume with the files of notes, after a last snapshot, its public address, the health check and alarms that watch the other tier.",
    ]);
    const up = switched("fargate", "compose").switching;
    expect(up?.retirement).to.deep.equal([
      {
        part: "fargate",
        updates: "three",
        removes: [
          "the services of fargate",
          "its load balancer",
          "ElastiCache",
          "EFS with the files of notes (AWS Backup keeps its copies)",
          "the health check and alarms that watch the other tier",
          "RDS, with a last snapshot, after the databases moved home",
        ],
      },
    ]);
  });

  it("says where visitors go with records by hand, and without a domain", () => {
    const traffic = (...set: readonly string[]) =>
      switched("compose", "beanstalk", ...set).switching?.steps.find(({ what }) => what === "traffic")?.text;
    expect(traffic("dns=manual")).to.match(
      /^Visitors stay on compose until you change the records at your DNS provider/,
    );
    expect(traffic("domain=null")).to.equal(
      "The apps get other addresses: without a domain no name moves from compose to beanstalk.",
    );
    expect(traffic()).to.include(
      "beanstalk gets certificates that it does not have yet only when names point at it",
    );
  });

  it("has the records to set by hand: until it has finished, then, to go back, and nothing after a retirement", () => {
    const box = { type: "aws:ec2/eip:Eip", name: "address", outputs: { publicIp: "192.0.2.1" } };
    const single = {
      type: "aws:elasticbeanstalk/environment:Environment",
      name: "single",
      outputs: { endpointUrl: "192.0.2.2" },
    };
    const hosts = ["shop.example.com"];
    const app = { name: "shop", image: "ghcr.io/acme/shop:1.0.0", port: 3000, hosts, database: true };
    const { raw, region, deployed, after } = loadStack({
      stack: "dev",
      from: "compose",
      set: [
        "tier=beanstalk",
        `apps=${JSON.stringify([app])}`,
        "domain=example.com",
        "budget=null",
        "dns=manual",
      ],
    });
    const words = (
      before: DeployedStack,
      more: readonly DeployedStack["resources"][number][],
      ...set: string[]
    ) => {
      const there = { ...before, resources: [...before.resources, ...more] };
      const { switching } = withChanges("dev", { raw, region, deployed: there }, set);
      const lines = switching ? switchText(switching).split("\n") : [];
      return lines.filter((line) => line.startsWith("  - ") && !line.includes("pulumi config set"));
    };
    const end =
      "  - before what stands by is removed all must point at beanstalk; after its retirement nothing is left to set";
    expect(words(deployed, [box])).to.deep.equal([
      "  - until this update has finished: shop.example.com A 192.0.2.1",
      "  - then: what it prints as recordsToSet, for shop.example.com",
      "  - to go back: shop.example.com A 192.0.2.1",
      end,
    ]);
    expect(words(after, [box, single], "tier=compose")).to.deep.equal([
      "  - until this update has finished: shop.example.com A 192.0.2.2",
      "  - then: shop.example.com A 192.0.2.1",
      "  - to go back: shop.example.com A 192.0.2.2",
      end.replace("beanstalk", "compose"),
    ]);
    expect(words(after, [box, single], "retire=compose")).to.deep.equal([
      "  - beanstalk serves: shop.example.com A 192.0.2.2",
      end,
    ]);
  });

  it("is refused while an app would lose sight of its files, and says how to allow it", () => {
    const apps = [
      { name: "notes", image: "ghcr.io/acme/notes:1", port: 80, volumes: [{ name: "data", path: "/d" }] },
    ];
    const to = (tier: string, from: "compose" | "beanstalk") => () =>
      loadStack({
        stack: "dev",
        from,
        set: [`tier=${tier}`, `apps=${JSON.stringify(apps)}`, "domain=example.com", "budget=null"],
      });
    expect(to("fargate", "compose")).to.throw(
      "apps[0].volumes: the files of notes are on the box and do not move to fargate, so it would start without them; got data; " +
        "to start it with empty volumes, and keep the old ones on the box: pulumi config set --path 'ladder:apps[0].leaveFiles' true -s dev",
    );
    expect(to("compose", "beanstalk")).to.throw("the files of notes are on EFS and do not move to compose");
    expect(to("fargate", "beanstalk")).to.not.throw();
  });
});
