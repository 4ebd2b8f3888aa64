import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const root = resolve(__dirname, "../..");

function run(script = "preview", ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./scripts/loader.cjs", `cli/${script}.ts`, ...args],
    {
      cwd: root,
      encoding: "utf8",
      // One document of a whole stack is larger than the mebibyte that Node takes by default.
      maxBuffer: 2 ** 25,
    },
  );
  return { status, stdout, stderr };
}

interface PreviewDocument {
  readonly stack: string;
  readonly tier: string;
  readonly plan: { readonly apps: readonly { readonly name: string; readonly port?: number }[] };
  readonly resources: readonly {
    readonly urn: string;
    readonly options: Record<string, unknown>;
    readonly inputs: Record<string, unknown>;
  }[];
  readonly files: Readonly<Record<string, string>>;
}

function preview(...args: readonly string[]): PreviewDocument {
  const { status, stdout, stderr } = run("preview", "--json", ...args);
  expect(stderr).to.equal("");
  expect(status).to.equal(0);
  return JSON.parse(stdout) as PreviewDocument;
}

describe("npm run preview", () => {
  it("prints one JSON document with the plan, the resources and the files of the box", () => {
    const document = preview("--stack", "prod");
    expect(document.stack).to.equal("prod");
    expect(document.tier).to.equal("compose");
    expect(document.plan.apps.length).to.be.at.least(1);
    expect(document.resources[0]?.options).to.have.all.keys(
      "protect",
      "retainOnDelete",
      "deleteBeforeReplace",
      "ignoreChanges",
      "replaceOnChanges",
      "aliases",
      "dependsOn",
      "timeouts",
    );
    expect(Object.keys(document.files)).to.include.members(["compose.yaml", "caddy/Caddyfile", "values.env"]);
  });

  it("says in one sentence where no report can be written", () => {
    for (const [file, reason] of [
      ["/no-folder/report.html", "ENOENT"],
      [tmpdir(), "EISDIR"],
    ] as const)
      expect(run("preview", "--stack", "prod", "--html", file)).to.deep.equal({
        status: 1,
        stdout: "",
        stderr: `${file} cannot be written (${reason})\n`,
      });
  });

  it("refers only to resources of the same document", () => {
    const { resources } = preview();
    const urns = new Set(resources.map((resource) => resource.urn));
    const referred = [
      ...JSON.stringify(resources.map(({ inputs }) => inputs)).matchAll(/\$\{(urn:[^}]+)\.[^.}]+\}/g),
    ].map((match) => match[1] ?? "");
    expect(referred.filter((urn) => !urns.has(urn))).to.deep.equal([]);
    expect(referred.length).to.be.above(50);
  });

  it("applies --set by path and list index", () => {
    const { plan } = preview("--set", "apps.2.port=8181", "--set", "apps.2.memoryMb=32");
    expect(plan.apps[2]?.port).to.equal(8181);
  });

  it("ends with 1 and every problem for a user's mistake, without a stack trace", () => {
    const { status, stdout, stderr } = run("preview", "--set", "tier=moon", "--set", "apps.2.port=99999");
    expect(status).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/^tier: .*got .*moon.*allowed .*compose/m);
    expect(stderr).to.match(/^apps\[2\]\.port: .*got 99999/m);
    expect(stderr).to.not.match(/^\s+at /m);
  });

  it("prices the stack in the same document, and says on standard error when it is over the budget", () => {
    const { status, stdout, stderr } = run(
      "preview",
      "--stack",
      "prod",
      "--json",
      "--set",
      "budget.monthlyUsd=5",
    );
    const { cost } = JSON.parse(stdout) as { cost: { monthly: { total: number }; unknown: unknown[] } };
    expect(status).to.equal(0);
    expect(cost.monthly.total).to.be.above(20);
    expect(cost.unknown).to.deep.equal([]);
    expect(stderr).to.match(/^Over the budget: [\d.]+ of 5\.00 US dollars a month/m);
    expect(stderr).to.include("No change of one setting would fit.");
  });

  it("proposes the change that fits, and ends with 3 when the budget is enforced", () => {
    const { status, stderr } = run(
      ...["preview", "--set", "box.instance=t4g.large", "--set", "budget.monthlyUsd=35"],
      ...["--set", "budget.enforce=true"],
    );
    expect(status).to.equal(3);
    expect(stderr).to.match(/^box\.instance=t4g\.medium would fit: [\d.]+ a month\.$/m);
  });

  it("takes a usage file, and tells when it cannot", () => {
    const missing = run("preview", "--usage", "no-such-file.yml");
    expect(missing.status).to.equal(1);
    expect(missing.stderr).to.match(/^no-such-file\.yml: /);
  });

  it("refuses unknown options", () => {
    const { status, stdout, stderr } = run("preview", "--jsno");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.match(/^error: unknown option '--jsno'/);
  });

  it("says where it takes the databases to be when --from does not tell", () => {
    const from = ["--stack", "prod", "--from", "compose", "--tier", "beanstalk", "--set", "database=rds"];
    expect(run("preview", ...from).stdout).to.include(
      "\nAssumed: the databases are on RDS already, because database is rds. --deployed FILE shows where they are.\n",
    );
  });

  it("prints a tree with groups, counts and the address of each app", () => {
    const { status, stdout } = run("preview");
    expect(status).to.equal(0);
    const title = /^Stack dev, tier compose, us-east-1: \d+ resources, (\d+) of them in AWS, \d+ protected$/m;
    const [priced, free, unsupported, unknown] = (
      /^Resources: .*$/m.exec(stdout)?.[0].match(/\d+/g) ?? []
    ).map(Number);
    const reviewed = [priced, free, unsupported, unknown].reduce<number>(
      (sum, count) => sum + (count ?? NaN),
      0,
    );
    expect(Number(title.exec(stdout)?.[1])).to.equal(reviewed);
    for (const group of ["Network", "Data", "Compute", "Apps"])
      expect(stdout).to.match(new RegExp(`^${group} \\(\\d+ resources\\)$`, "m"));
    expect(stdout).to.include("http://todo.<address>.sslip.io");
  });
});

describe("npm run render", () => {
  it("writes the bundle and the user data to a folder", () => {
    const out = mkdtempSync(join(tmpdir(), "ladder-render-"));
    expect(run("render", "--out", out).status).to.equal(0);
    expect(readdirSync(out).sort()).to.deep.equal(["bundle", "user-data.yaml"]);
    expect(readFileSync(join(out, "user-data.yaml"), "utf8")).to.match(/^#cloud-config\n/);
    expect(readdirSync(join(out, "bundle"))).to.include("compose.yaml");
    rmSync(out, { recursive: true });
  });

  it("says at once where no folder can be made, and makes those that can", () => {
    const { status, stderr } = run("render", "--out", "/proc/no/such");
    expect({ status, stderr }).to.deep.equal({
      status: 1,
      stderr: "--out: the folder /proc/no/such cannot be made (ENOENT)\n",
    });
    const out = mkdtempSync(join(tmpdir(), "ladder-render-"));
    expect(run("render", "--out", join(out, "a/b")).status).to.equal(0);
    expect(readdirSync(join(out, "a/b")).sort()).to.deep.equal(["bundle", "user-data.yaml"]);
    rmSync(out, { recursive: true });
  });
});
