import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { assumedResources } from "../../plan/switching/assumed";
import { recordName } from "../../plan/switching/memory";
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

const urn = (type: string, name: string) => `urn:pulumi:dev::ladder::${type}::${name}`;

/** A state as Pulumi exports it: beanstalk serves, a box stands by. */
function exportFile(): string {
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
      urn: urn("pulumi:pulumi:Stack", "ladder-dev"),
      type: "pulumi:pulumi:Stack",
      outputs: { tier: "beanstalk" },
    },
    ...memory,
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

describe("npm run switch -- status", () => {
  it("shows on one screen who serves, where the data is, what stands by and what may be done", () => {
    const { code, stdout, stderr } = status(["--deployed", exportFile()]);
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout.split("\n")).to.deep.equal([
      "Stack dev",
      "  serves      beanstalk",
      "  databases   on RDS",
      "  standby     compose, $0.55 a day",
      "What you may do",
      "  pulumi config set tier compose && pulumi up         compose serves again; beanstalk becomes the standby",
      "  pulumi config set retire compose && pulumi up       compose goes, in two updates; nothing goes back to it then",
      "  npm run preview -- --tier fargate --from beanstalk  shows a switch to fargate, and what it costs",
      "",
    ]);
  });

  it("gives one document", () => {
    const { stdout } = status(["--deployed", exportFile(), "--json"]);
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
      `${wrong} is not the output of \`pulumi stack export\`\n`,
    );
    expect(status(["--deployed", "no-file"])).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: "no-file cannot be read (ENOENT)\n",
    });
  });
});
