import { expect } from "chai";
import type { Document } from "yaml";
import type { Deployment } from "../deployment";
import { described } from "../preview-steps";
import { blog, deployedShop, shop } from "../shop-stack";
import { apps } from "../deployed-on";

const databases = "aws:rds/instance:Instance databases";
const function_ = "aws:lambda/invocation:Invocation make-databases";

async function changed(change: (settings: Document) => void): Promise<Deployment> {
  return (await deployedShop()).copy().edit(change);
}

const set = (path: string, value: unknown) => (settings: Document) =>
  settings.setIn(["config", `ladder:${path.split(".")[0] ?? ""}`, ...path.split(".").slice(1)], value);

async function steps(change: (settings: Document) => void): Promise<readonly string[]> {
  const preview = await (await changed(change)).preview();
  expect(preview.exitCode, preview.diagnostics).to.equal(0);
  return described(preview.steps);
}

describe("engine: what AWS keeps", () => {
  it("has nothing to change after the first up, and says how long RDS supports the version", async () => {
    const again = await (await changed(() => undefined)).preview("--expect-no-changes");
    expect(again.exitCode, again.diagnostics).to.equal(0);
    expect(again.diagnostics).to.include("RDS supports PostgreSQL 17 until 2030-02-28");
  });

  for (const [path, value, ...others] of [
    ["rds.class", "db.t4g.small"],
    // Whether a drill's copy fits, the task of the nightly dumps has to know.
    ["rds.storageGb", 40, "update aws:s3/bucketObjectv2:BucketObjectv2 dumps"],
    ["rds.multiAz", true],
    ["rds.backupDays", 14],
  ] as const)
    it(`changes the databases in place for ${path}`, async () => {
      expect(await steps(set(path, value))).to.deep.equal([`update ${databases}`, ...others]);
    });

  it("changes the cache in place for another node", async () => {
    expect(await steps(set("elasticache.node", "cache.t4g.small"))).to.deep.equal([
      "update aws:elasticache/replicationGroup:ReplicationGroup cache",
    ]);
  });

  it("takes one rotation of an app's passwords at a time, counted from the last update that came to its end", async () => {
    const version = (value: number) => (settings: Document) =>
      settings.setIn(["config", "ladder:apps", 0, "passwordVersion"], value);
    expect(await steps(version(2))).to.include("update aws:elasticache/user:User cache-shop");
    const stack = await changed(version(3));
    const refused = await stack.preview();
    expect(refused.exitCode).to.not.equal(0);
    expect(refused.diagnostics).to.include(
      "apps[0].passwordVersion: copies of shop have version 1, and ElastiCache",
    );
    expect(refused.diagnostics).to.include("got 3; allowed 1 or 2; raise it by one");
    const once = await stack.edit(version(2)).up();
    expect(once.exitCode, once.stdout).to.equal(0);
    const twice = await stack.edit(version(3)).preview();
    expect(twice.exitCode, twice.diagnostics).to.equal(0);
    const back = await stack.edit(version(1)).preview();
    expect(back.diagnostics).to.include("got 1; allowed 2 or 3");
  });

  it("rotates the administrator's password: RDS first, then who reads it, and nothing of an app", async () => {
    const stack = await changed(set("rds.passwordVersion", 2));
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    const parameter = "aws:ssm/parameter:Parameter rds-password";
    const touched = update.calls.map(({ type, name }) => `${type} ${name}`);
    expect(new Set(touched)).to.deep.equal(new Set([databases, parameter, function_]));
    expect(touched.indexOf(databases)).to.be.below(touched.indexOf(parameter));
    // An invocation is replaced: the deletion of the one before comes last, and is given nothing.
    const given = (resource: string) =>
      update.calls.findLast(
        ({ operation, type, name }) => operation !== "delete" && `${type} ${name}` === resource,
      )?.inputs ?? {};
    const password = given(databases)["password"];
    expect(password).to.match(/^\w{32}$/);
    expect(given(parameter)["value"]).to.equal(password);
    expect(JSON.parse(String(given(function_)["input"]))).to.include({ password, rotated: true });
    const again = await stack.preview("--expect-no-changes");
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("upgrades PostgreSQL in place, and keeps the parameters of the old major for its backups", async () => {
    const stack = await changed(set("box.postgres", 18));
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    const calls = update.calls.map(({ operation, type, name }) => `${operation} ${type} ${name}`);
    expect(calls.filter((call) => call.includes("aws:rds/")).sort()).to.deep.equal([
      "create aws:rds/parameterGroup:ParameterGroup databases-18",
      `update ${databases}`,
    ]);
    // The major version alone may stand for one that RDS does not upgrade this server to.
    const upgrade = update.calls.find(
      ({ operation, name }) => operation === "update" && name === "databases",
    );
    expect(upgrade?.inputs?.["engineVersion"]).to.equal("18.4");
    const again = await stack.preview("--expect-no-changes");
    expect(again.exitCode, again.diagnostics).to.equal(0);
    const back = await stack.edit(set("box.postgres", 17)).preview();
    expect(back.exitCode).to.not.equal(0);
    expect(back.diagnostics).to.include(
      "box.postgres: RDS does not go back to an older major version; got 17; allowed 18 or newer; put it back",
    );
  });

  it("refuses an upgrade that RDS does not make, before anything is touched", async () => {
    const stack = await changed(set("box.postgres", 18));
    const targets = { validUpgradeTargets: ["17.9"] };
    const preview = await stack
      .control({ answers: { "aws:rds/getEngineVersion:getEngineVersion": targets } })
      .preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.diagnostics).to.include(
      "box.postgres: RDS does not upgrade PostgreSQL 17.6 to that major version; got 18; allowed 17 for now",
    );
  });

  it("makes the database of a new app by another call, and touches no server", async () => {
    const found = await steps((settings) => apps(settings, shop, blog));
    expect(found).to.include(`replace ${function_}`);
    expect(found.filter((step) => /aws:(rds|elasticache|efs)\//.test(step))).to.deep.equal([]);
  });

  it("does not let what keeps data go with the last app that uses them", async () => {
    const preview = await (
      await changed((settings) => apps(settings, { ...blog, database: false }))
    ).preview();
    expect(preview.exitCode).to.not.equal(0);
    // It stops at the first of them.
    expect(preview.diagnostics).to.include("protected");
    expect(preview.diagnostics).to.match(
      /aws:rds\/instance:Instance::databases|replicationGroup:ReplicationGroup::cache|fileSystem:FileSystem::files/,
    );
  });
});
