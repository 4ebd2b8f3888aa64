import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { assumedResources } from "../../plan/switching/assumed";
import { dataAtName, recordName, servingName } from "../../plan/switching/memory";
import { switchStatus } from "../../plan/switching/status";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "ladder-switch-"));

after(() => rmSync(folder, { recursive: true }));

function status(args: readonly string[]) {
  const program = ["--require", "./scripts/loader.cjs", "cli/switch.ts", "status", ...args];
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8" });
  return { code, stdout, stderr };
}

const urn = (type: string, name: string) => `urn:pulumi:prod::ladder::${type}::${name}`;

/** The same state, of another stack. */
function of(stack: string, file: string): string {
  const path = join(folder, `${stack}.json`);
  writeFileSync(path, readFileSync(file, "utf8").replaceAll("urn:pulumi:prod::", `urn:pulumi:${stack}::`));
  return path;
}

interface Written {
  readonly urn: string;
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly created?: string;
}

const written = (name: string, output: unknown, created?: string): Written => ({
  urn: urn("pulumi:index:Stash", name),
  type: "pulumi:index:Stash",
  outputs: { output },
  ...(created !== undefined && { created }),
});

/** A state as Pulumi exports it: beanstalk serves, a box stands by. */
function exportFile(...more: readonly Written[]): string {
  const changed: Readonly<Record<string, unknown>> = {
    [recordName]: { built: { compose: 1, beanstalk: 1 }, retired: {}, removed: {} },
    "latch-compose": { value: "yes", serial: 1 },
  };
  const memory = assumedResources("beanstalk", "auto").map(({ type, name, outputs }) => ({
    urn: urn(type, name),
    type,
    outputs: name in changed ? { output: changed[name] } : outputs,
  }));
  const box = "aws:ec2/instance:Instance";
  const resources = [
    {
      urn: urn("pulumi:pulumi:Stack", "ladder-prod"),
      type: "pulumi:pulumi:Stack",
      outputs: { tier: "beanstalk" },
    },
    // What runs the apps would need inputs to be priced.
    ...memory.filter(
      ({ urn: own, type }) => !type.startsWith("aws:") && more.every((one) => one.urn !== own),
    ),
    ...more,
    {
      urn: urn(`ladder:tiers:Compose$${box}`, "box"),
      type: box,
      custom: true,
      id: "i-1",
      inputs: { instanceType: "t4g.small", region: "us-east-1" },
    },
  ];
  const path = join(folder, "stack.json");
  writeFileSync(path, JSON.stringify({ version: 3, deployment: { resources } }));
  return path;
}

interface Document {
  readonly choices: readonly {
    readonly set: readonly string[];
    readonly usdPerMonth?: number;
    readonly refused?: string;
  }[];
}

/** What the preview says of the same stack with other settings. */
function previewed(file: string, ...set: readonly string[]): number {
  const changes = set.flatMap((one) => ["--set", one]);
  const program = ["--require", "./scripts/loader.cjs", "cli/preview.ts", "--json", "--stack", "prod"];
  const { stdout } = spawnSync(process.execPath, [...program, "--deployed", file, ...changes], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return (JSON.parse(stdout) as { cost: { monthly: { total: number } } }).cost.monthly.total;
}

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
      "  standby     compose, $0.55 a day",
      "What you may do",
      "  nothing                                             nothing changes: beanstalk serves, compose stands by",
      "  pulumi config set tier compose && pulumi up         compose serves again; beanstalk becomes the standby",
      "  pulumi config set retire compose && pulumi up       compose goes, in two updates; nothing goes back to it then",
      "  npm run preview -- --tier fargate --from beanstalk  shows a switch to fargate",
      "",
    ]);
  });

  it("names RDS that a switch left over which was given up, and how it goes", () => {
    const file = exportFile(
      written(recordName, { built: { compose: 1 }, retired: {}, removed: {} }),
      written("latch-beanstalk", { value: "yes", serial: 1 }),
      written("latch-data", { want: "stay", serial: 3, everBox: true }),
    );
    writeFileSync(file, readFileSync(file, "utf8").replace('{"tier":"beanstalk"}', '{"tier":"compose"}'));
    const { stdout } = status(["--deployed", of("elsewhere", file), "--stack", "elsewhere"]);
    expect(stdout).to.match(
      /left over {3}RDS, for beanstalk, which was given up: billed until it is retired\n/,
    );
    expect(stdout).to.match(/ retire beanstalk && pulumi up +beanstalk goes, in /);
    expect(stdout).to.not.include("unfinished");
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

  it("prices each choice as the preview does, a retirement as it ends, and says which the settings refuse", function () {
    this.timeout(120_000);
    const file = exportFile();
    const { choices } = JSON.parse(
      status(["--deployed", file, "--stack", "prod", "--json"]).stdout,
    ) as Document;
    const [stay, back, retire, third] = choices.map(({ usdPerMonth }) => usdPerMonth ?? 0);
    expect(choices.map(({ set }) => set.join())).to.deep.equal([
      "tier=beanstalk",
      "tier=compose",
      "tier=beanstalk,retire=compose",
      "tier=fargate",
    ]);
    expect(stay).to.be.closeTo(previewed(file, "tier=beanstalk"), 0.005);
    expect(back).to.be.greaterThan(retire ?? 0);
    expect(retire).to.be.lessThan(stay ?? 0);
    expect(third).to.be.greaterThan(stay ?? 0);
    const dev = JSON.parse(status(["--deployed", of("dev", file), "--json"]).stdout) as Document;
    expect(dev.choices[3]?.usdPerMonth).to.equal(undefined);
    expect(dev.choices[3]?.refused).to.match(
      /^apps\[\d+\]\.volumes: the files of \w+ are on the box .* \(and \d+ more\)$/,
    );
    expect(status(["--deployed", file, "--stack", "prod"]).stdout).to.match(
      /retire compose && pulumi up +\$\d+\.\d\d a month {2}compose goes/,
    );
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
    const found = switchStatus({ outputs: { tier: "compose" }, resources });
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
