import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const root = resolve(__dirname, "../..");

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    "node",
    ["--require", "./scripts/loader.cjs", `cli/${script}.ts`, ...args],
    {
      cwd: root,
      encoding: "utf8",
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
    );
    expect(Object.keys(document.files)).to.include.members(["compose.yaml", "caddy/Caddyfile", "values.env"]);
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

  it("explains itself with --help and refuses unknown options", () => {
    expect(run("preview", "--help")).to.include({ status: 0, stderr: "" });
    expect(run("render", "--help").status).to.equal(0);
    expect(run("preview", "--jsno").status).to.equal(1);
  });

  it("prints a tree with groups, counts and the address of each app", () => {
    const { status, stdout } = run("preview");
    expect(status).to.equal(0);
    expect(stdout).to.match(/^Stack dev, tier compose, us-east-1: \d+ resources, \d+ of them protected$/m);
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
});
