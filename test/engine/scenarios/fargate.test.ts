import { expect } from "chai";
import { Deployment } from "../deployment";
import { apps, deployedOn } from "../deployed-on";
import { described } from "../preview-steps";

const shop = {
  name: "shop",
  image: "ghcr.io/acme/shop:1.0.0",
  port: 8080,
  migrate: "./migrate",
  secrets: [{ name: "TOKEN", generate: true }],
};
const blog = { name: "blog", image: "ghcr.io/acme/blog:1.0.0", port: 80 };
const docs = { name: "docs", static: "./examples/site-docs" };
const service = "aws:ecs/service:Service shop";
const definition = "aws:ecs/taskDefinition:TaskDefinition";
const migration = "pulumi-nodejs:dynamic/ladder:RunMigration shop";
const rollOut = "pulumi-nodejs:dynamic/ladder:RollOut shop";

let deployed: ReturnType<typeof deployedOn> | undefined;

function deployedStack() {
  deployed ??= deployedOn("fargate", [shop, blog, docs], ({ ecs }) => ecs.fate({ log: ["applied 001"] }));
  return deployed;
}

async function changedStack(list: readonly object[]): Promise<Deployment> {
  const { deployment } = await deployedStack();
  return deployment.copy().edit((settings) => apps(settings, ...list));
}

const newImage = { ...shop, image: "ghcr.io/acme/shop:2.0.0" };

describe("engine: the fargate tier", () => {
  it("creates everything at the first up, the migration before the service, and leaves nothing to change", async () => {
    const { deployment, update } = await deployedStack();
    const order = update.calls.map(({ type, name }) => `${type} ${name}`);
    expect(order.filter((call) => call === "task shop" || call === service)).to.deep.equal([
      "task shop",
      service,
    ]);
    expect(update.stdout).to.include("Migrated shop. The end of its log:");
    expect(update.stdout).to.match(
      /The registrar of example\.com must name these servers; .* 30 minutes, .*\n\s*ns-\d+/,
    );
    const again = await deployment.copy().preview("--expect-no-changes");
    expect(described(again.steps)).to.deep.equal([]);
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("migrates and rolls out a new image, and touches no other app", async () => {
    const stack = await changedStack([newImage, blog, docs]);
    const { steps } = await stack.preview();
    expect(described(steps)).to.have.members([
      `replace ${definition} shop`,
      `replace ${definition} shop.migrate`,
      `update ${migration}`,
      `update ${service}`,
      `update ${rollOut}`,
    ]);
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    const order = update.calls.map(({ type, name }) => `${type} ${name}`);
    expect(order.indexOf("task shop")).to.be.within(0, order.indexOf(service));
  });

  it("changes the number of copies in place, without a migration", async () => {
    const stack = await changedStack([{ ...shop, scale: { min: 2, max: 2 } }, blog, docs]);
    // The provider makes a deployment of every change, and somebody has to look what becomes of it.
    expect(described((await stack.preview()).steps)).to.have.members([
      `update ${service}`,
      `update ${rollOut}`,
    ]);
  });

  it("adds and removes an app without touching the rules of others", async () => {
    const added = await changedStack([{ ...blog, name: "news" }, shop, blog, docs]);
    const touched = (steps: readonly string[]) => steps.filter((step) => /shop|blog/.test(step));
    expect(touched(described((await added.preview()).steps))).to.deep.equal([]);
    const removed = await changedStack([shop, docs]);
    const steps = described((await removed.preview()).steps).filter((step) => !step.startsWith("delete "));
    expect(steps.filter((step) => step.includes("aws:lb/"))).to.deep.equal([]);
  });

  it("rolls out again when the value of a secret changes, and migrates nothing", async () => {
    const rotated = { ...shop, secrets: [{ name: "TOKEN", generate: true, version: 2 }] };
    const stack = await changedStack([rotated, blog, docs]);
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    const calls = update.calls.map(({ type, name }) => `${type} ${name}`);
    expect(calls).to.include(service);
    expect(calls).to.not.include("task shop");
  });

  it("fails with the migration, leaves the service alone, tells no secret, and tries again at the next up", async () => {
    const stack = await changedStack([newImage, blog, docs]);
    const token = await tokenOf(stack);
    stack.ecs.fate({ migrations: { shop: 3 }, log: [`cannot log in with ${token}`] });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("The migration of shop failed: it ended with 3");
    expect(failed.stdout).to.include("cannot log in with [secret]");
    expect(failed.stdout + failed.stderr).to.not.include(token);
    expect(failed.calls.map(({ type, name }) => `${type} ${name}`)).to.not.include(service);
    stack.ecs.fate({});
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
  });

  it("fails when ECS goes back to the version before, and deploys again at the next up", async () => {
    const stack = await changedStack([newImage, blog, docs]);
    stack.ecs.fate({ failing: ["shop"] });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("The new version of shop did not become healthy");
    expect(described((await stack.preview()).steps)).to.deep.equal([`update ${rollOut}`]);
    stack.ecs.fate({});
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
    expect(second.stdout).to.include("Deploying shop again");
    expect((await stack.preview("--expect-no-changes")).exitCode).to.equal(0);
  });

  it("fails when copies do not answer a changed health path, though the version is the same", async () => {
    const stack = await changedStack([{ ...shop, health: "/ready" }, blog, docs]);
    expect(described((await stack.preview()).steps)).to.have.members([
      "update aws:lb/targetGroup:TargetGroup shop",
      `update ${service}`,
      `update ${rollOut}`,
    ]);
    stack.ecs.fate({ failing: ["shop"] });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("The new version of shop did not become healthy");
    stack.ecs.fate({});
    const back = stack.edit((settings) => apps(settings, shop, blog, docs));
    const second = await back.up();
    expect(second.exitCode, second.stdout).to.equal(0);
  });
});

async function tokenOf(stack: Deployment): Promise<string> {
  const { update } = await deployedStack();
  const call = update.calls.find(({ name }) => name === "shop.TOKEN");
  const value = String(call?.inputs?.["value"]);
  expect(value.length).to.equal(32);
  expect(stack.stateText()).to.not.include(value);
  return value;
}
