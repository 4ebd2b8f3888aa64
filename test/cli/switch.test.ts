import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { assumedResources } from "../../plan/switching/assumed";
import { dataAtName, dataHomeName, recordName, servingName } from "../../plan/switching/memory";
import { switchStatus } from "../../plan/switching/status";
import { exportFile, folder, of, status, urn, type Written, written } from "./switching/switched-export";

describe("npm run switch -- status", () => {
  it("says that workers are stopped until the next update, while a tier that was given up may have run them", () => {
    const record = { built: { beanstalk: 1 }, retired: {}, removed: {} };
    const type = "aws:elasticbeanstalk/environment:Environment";
    const environment = { urn: urn(type, "single"), type, outputs: {} };
    const left = (tiers: readonly string[]) =>
      written(recordName, { ...record, workers: { tiers, serial: 1 } });
    const row = "  workers     stopped: the next pulumi up starts them on beanstalk";
    const lines = (tiers: readonly string[]) =>
      status([
        "--deployed",
        of("elsewhere", exportFile(left(tiers), environment)),
        "--stack",
        "elsewhere",
      ]).stdout.split("\n");
    expect(lines(["fargate"])).to.include(row);
    expect(lines(["beanstalk"])).to.not.include(row);
  });

  it("shows on one screen who serves, where the data is, what stands by and what may be done", () => {
    // Without a settings file of its own nothing says what a choice would cost.
    const file = of("elsewhere", exportFile());
    const { code, stdout, stderr } = status(["--deployed", file, "--stack", "elsewhere"]);
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout.split("\n")).to.deep.equal([
      "Stack elsewhere",
      "  serves      beanstalk",
      "  databases   on RDS",
      "  standby     compose",
      "What you may do",
      "  nothing changes: beanstalk serves, compose stands by",
      "  compose serves again; beanstalk becomes the standby",
      "      pulumi config set tier compose -s elsewhere && pulumi up -s elsewhere",
      "  compose goes, in two updates; nothing goes back to it then",
      "      pulumi config set retire compose -s elsewhere && pulumi up -s elsewhere",
      "  shows a switch to fargate",
      `      npm run preview -- -s elsewhere --tier fargate --deployed ${file}`,
      "",
    ]);
  });

  it("names RDS that a switch left over which was given up, and how it goes", () => {
    const file = exportFile(
      written(recordName, { built: { compose: 1 }, retired: {}, removed: {} }),
      written("latch-beanstalk", { value: "yes", serial: 1 }),
      written("latch-data", { want: "stay", serial: 3, everBox: true }),
      {
        urn: urn("pulumi-nodejs:dynamic/ladder:DataHome", dataHomeName),
        type: "pulumi-nodejs:dynamic/ladder:DataHome",
        outputs: { at: "box", serial: 3 },
      },
    );
    writeFileSync(file, readFileSync(file, "utf8").replace('{"tier":"beanstalk"}', '{"tier":"compose"}'));
    const { stdout } = status(["--deployed", of("elsewhere", file), "--stack", "elsewhere"]);
    expect(stdout).to.match(
      /left over {3}RDS, of beanstalk, which was given up: billed until it is retired\n/,
    );
    expect(stdout).to.match(
      /beanstalk goes, in two updates; .*\n +pulumi config set retire beanstalk -s elsewhere && /,
    );
    expect(stdout).to.not.include("unfinished");
  });

  it("calls RDS by its name where it alone is to go", () => {
    const file = exportFile(
      written(recordName, { built: { compose: 1 }, retired: {}, removed: {} }),
      written("latch-beanstalk", { value: "no", serial: 0 }),
      written("latch-rds", { value: "retiring", serial: 2 }),
      written("latch-data", { want: "box", serial: 3, everBox: true }),
      {
        urn: urn("pulumi-nodejs:dynamic/ladder:DataHome", dataHomeName),
        type: "pulumi-nodejs:dynamic/ladder:DataHome",
        outputs: { at: "box", serial: 3 },
      },
    );
    writeFileSync(file, readFileSync(file, "utf8").replace('{"tier":"beanstalk"}', '{"tier":"compose"}'));
    const { stdout } = status(["--deployed", of("elsewhere", file), "--stack", "elsewhere"]);
    expect(stdout).to.include("  retiring    RDS: the next pulumi up lifts its protection");
    expect(stdout).to.include("  goes on retiring RDS\n");
    expect(stdout).to.include("  keeps what is left of RDS\n");
  });

  it("says since when, where the state dates what is so now", () => {
    const file = exportFile(
      written(servingName, "beanstalk", "2026-11-20T14:03:12.123456789Z"),
      written(dataAtName, "rds", "2026-11-19T09:00:59Z"),
    );
    const lines = status(["--deployed", of("elsewhere", file), "--stack", "elsewhere"]).stdout.split("\n");
    expect(lines.slice(1, 3)).to.deep.equal([
      "  serves      beanstalk, since 2026-11-20 14:03 UTC",
      "  databases   on RDS, since 2026-11-19 09:00 UTC",
    ]);
    // What an update that did not finish wrote before is about something else.
    const other = exportFile(written(servingName, "compose", "2026-11-20T14:03:12Z"));
    expect(status(["--deployed", of("elsewhere", other), "--stack", "elsewhere"]).stdout).to.include(
      "  serves      beanstalk\n",
    );
  });

  it("says which share of the visitors each tier has, and takes `traffic` away on the way back", () => {
    const record = (tier: string, weight: number): Written => ({
      urn: urn("aws:route53/record:Record", `${tier}-shop.example.com`),
      type: "aws:route53/record:Record",
      outputs: { setIdentifier: tier, weightedRoutingPolicies: [{ weight }] },
    });
    const file = of("elsewhere", exportFile(record("compose", 90), record("beanstalk", 10)));
    const { stdout } = status(["--deployed", file, "--stack", "elsewhere"]);
    expect(stdout).to.include("  serves      beanstalk\n  visitors    compose 90 %, beanstalk 10 %\n");
    expect(stdout).to.include(
      " pulumi config set tier compose -s elsewhere && pulumi config rm traffic -s elsewhere && pulumi up -s elsewhere\n",
    );
  });

  it("follows a retirement to its end, and offers to go on or to keep what is left", () => {
    const lines = (retired: Readonly<Record<string, number>>) =>
      status([
        "--deployed",
        of(
          "elsewhere",
          exportFile(
            written(recordName, { built: { compose: 1, beanstalk: 1 }, retired, removed: {} }),
            written("latch-compose", { value: "retiring", serial: 1 }),
          ),
        ),
        "--stack",
        "elsewhere",
      ]).stdout;
    expect(lines({})).to.include(
      "  retiring    compose: the next pulumi up lifts its protection, the one after removes it\n",
    );
    const last = lines({ compose: 1 });
    expect(last).to.include("  retiring    compose: the next pulumi up removes it\n");
    expect(last).to.include(
      "  goes on retiring compose\n      pulumi config set retire compose -s elsewhere && pulumi up -s elsewhere\n" +
        "  keeps what is left of compose\n      pulumi config rm retire -s elsewhere && pulumi up -s elsewhere\n",
    );
    // It is not offered as the way back, and no second retirement beside it.
    expect(last).to.not.match(/compose serves again|compose goes/);
  });

  it("gives one document", () => {
    const { stdout } = status([
      "--deployed",
      of("elsewhere", exportFile()),
      "--stack",
      "elsewhere",
      "--json",
    ]);
    expect(JSON.parse(stdout)).to.deep.include({
      serves: "beanstalk",
      dataAt: "rds",
      standbys: ["compose"],
      unfinished: [],
    });
  });

  it("tells a move and a tier that did not finish", () => {
    const resources = assumedResources("compose", "auto").map((one) => {
      if (one.name === "latch-data")
        return { ...one, outputs: { output: { want: "rds", serial: 2, everBox: true } } };
      return one.name === "latch-fargate"
        ? { ...one, outputs: { output: { value: "yes", serial: 1 } } }
        : one;
    });
    const found = switchStatus({ outputs: { tier: "compose" }, resources }, { stack: "dev" });
    expect(found).to.deep.include({
      serves: "compose",
      dataAt: "box",
      dataWanted: "rds",
      unfinished: ["fargate"],
      standbys: [],
    });
  });

  it("says in one sentence what is wrong with its input", () => {
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, "{}");
    expect(status(["--deployed", wrong]).stderr).to.equal(
      `${wrong} is not the output of \`pulumi stack export\` (deployment: Invalid input: expected object, received undefined)\n`,
    );
    expect(status(["--deployed", "no-file"])).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: "no-file cannot be read (ENOENT)\n",
    });
  });
});
