import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { keepFixture } from "../../cli/guard/fixture";
import type { Deployment } from "../deployment";
import { project } from "../../../rig/pulumi-cli";
import { blog, deployedShop } from "../shop-stack";
import { apps } from "../deployed-on";

const uploads = "urn:pulumi:dev::ladder::aws:s3/bucket:Bucket::uploads";
const cluster = "urn:pulumi:dev::ladder::ladder:tiers:Fargate$aws:ecs/cluster:Cluster::apps";

interface Said {
  readonly status: number | null;
  /** `what name`, sorted. */
  readonly found: readonly string[];
}

/** What `npm run guard -- --json` says of a preview; with UPDATE=1 the preview becomes a fixture of its unit tests. */
async function guarded(name: string, stack: Deployment, ...flags: readonly string[]): Promise<Said> {
  const { stdout: preview } = await stack.preview(...flags);
  if (process.env["UPDATE"] === "1") keepFixture(name, preview);
  const program = ["--require", "./scripts/loader.cjs", "cli/guard.ts", "--json"];
  const { status, stdout } = spawnSync(process.execPath, program, {
    cwd: project,
    input: preview,
    encoding: "utf8",
  });
  const { findings } = JSON.parse(stdout) as { findings: readonly { what: string; name: string }[] };
  return { status, found: findings.map(({ what, name }) => `${what} ${name}`).sort() };
}

async function withCommand(...args: readonly string[]): Promise<Deployment> {
  const stack = (await deployedShop()).copy();
  const { exitCode, stderr } = await stack.stateCommand("state", ...args, "--yes");
  expect(exitCode, stderr).to.equal(0);
  return stack;
}

describe("engine: `npm run guard` on the output of `pulumi preview --json`", () => {
  it("lets a change in place pass", async () => {
    const stack = (await deployedShop())
      .copy()
      .edit((settings) => settings.setIn(["config", "ladder:rds", "class"], "db.t4g.small"));
    expect(await guarded("update", stack)).to.deep.equal({ status: 0, found: [] });
  });

  it("refuses a deletion of protected things, which the engine refuses too", async () => {
    const stack = (await deployedShop())
      .copy()
      .edit((settings) => apps(settings, { ...blog, database: false }));
    const { status, found } = await guarded("delete-protected", stack);
    expect(status).to.equal(4);
    expect(found).to.include.members(["delete cache", "delete databases", "delete files"]);
  });

  it("refuses a deletion of data that nothing protects any more, which the engine would carry out", async () => {
    const stack = await withCommand("unprotect", "--all");
    stack.edit((settings) => apps(settings, { ...blog, database: false }));
    expect(await guarded("delete-data", stack)).to.deep.equal({
      status: 4,
      found: ["delete cache", "delete databases", "delete files"],
    });
  });

  it("refuses a replacement", async () => {
    const stack = await withCommand("unprotect", "--all");
    expect(await guarded("replace-data", stack, "--replace", uploads)).to.deep.equal({
      status: 4,
      found: ["replace uploads"],
    });
    expect(
      await guarded("replace-protected", (await deployedShop()).copy(), "--replace", uploads),
    ).to.deep.equal({ status: 4, found: ["replace uploads", "replace uploads"] });
  });

  it("sees that a protection is lifted, though nothing else changes", async () => {
    const stack = await withCommand("protect", cluster);
    expect(await guarded("lift", stack)).to.deep.equal({ status: 4, found: ["lift apps"] });
  });
});
