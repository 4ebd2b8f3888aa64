import { expect } from "chai";
import type { Document } from "yaml";
import { Deployment, type Update } from "../deployment";
import { apps, deployedOn } from "../deployed-on";
import { described } from "../preview-steps";

const shop = {
  name: "shop",
  image: "ghcr.io/acme/shop:1.0.0",
  port: 8080,
  secrets: [{ name: "TOKEN", generate: true }],
};
const blog = { name: "blog", image: "ghcr.io/acme/blog:1.0.0", port: 80 };
const docs = { name: "docs", static: "./examples/site-docs" };
const newImage = { ...shop, image: "ghcr.io/acme/shop:2.0.0" };
const environment = "aws:elasticbeanstalk/environment:Environment";
const version = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion version";
const health = "pulumi-nodejs:dynamic/ladder:HealthyEnvironment";

/** What a new version of the whole bundle does, and nothing else. */
const deployment = [
  "replace aws:s3/bucketObjectv2:BucketObjectv2 bundle",
  "replace random:index/randomId:RandomId version",
  `replace ${version}`,
  `update ${environment} single`,
  `update ${health} single`,
];

let deployed: ReturnType<typeof deployedOn> | undefined;

function deployedStack() {
  deployed ??= deployedOn("beanstalk", [shop, blog, docs]);
  return deployed;
}

async function changedStack(edit: (settings: Document) => void): Promise<Deployment> {
  const { deployment: stack } = await deployedStack();
  return stack.copy().edit(edit);
}

const callsOf = ({ calls }: Update) =>
  calls.map(({ operation, type, name }) => `${operation} ${type} ${name}`);

describe("engine: the beanstalk tier", () => {
  it("creates everything at the first up, names after health, and leaves nothing to change", async () => {
    const { deployment: stack, update } = await deployedStack();
    const order = callsOf(update);
    const place = (call: string) => order.indexOf(`create ${call}`);
    expect(place(version)).to.be.within(0, place(`${environment} single`));
    expect(place(`${environment} single`)).to.be.within(
      0,
      place("aws:route53/record:Record beanstalk-shop.example.com"),
    );
    const again = await stack.copy().preview("--expect-no-changes");
    expect(described(again.steps)).to.deep.equal([]);
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("deploys a new image as a new version, and comes back to the old bundle under a label of its own", async () => {
    const stack = await changedStack((settings) => apps(settings, newImage, blog, docs));
    expect(described((await stack.preview()).steps)).to.have.members(deployment);
    const first = await stack.up();
    expect(first.exitCode, first.stdout).to.equal(0);
    expect(callsOf(first).filter((call) => call.startsWith("delete"))).to.deep.equal([
      "delete random:index/randomId:RandomId version",
    ]);
    const back = await stack.edit((settings) => apps(settings, shop, blog, docs)).up();
    expect(back.exitCode, back.stdout).to.equal(0);
    const labels = [(await deployedStack()).update, first, back].map(
      ({ calls }) => calls.find(({ type, name }) => `${type} ${name}` === version)?.inputs?.["name"],
    );
    const digests = labels.map((label) => String(label).split("-")[0]);
    expect([digests[0] === digests[1], digests[0] === digests[2]]).to.deep.equal([false, true]);
    expect(new Set(labels).size).to.equal(3);
  });

  it("adds and removes an app with a new version, its site and its records alone", async () => {
    const news = { ...blog, name: "news" };
    const added = await changedStack((settings) => apps(settings, shop, blog, docs, news));
    expect(described((await added.preview()).steps)).to.have.members([
      ...deployment,
      "create aws:route53/record:Record beanstalk-news.example.com",
    ]);
    const removed = await changedStack((settings) => apps(settings, shop, blog));
    expect(described((await removed.preview()).steps)).to.have.members([
      ...deployment,
      "delete aws:route53/record:Record beanstalk-docs.example.com",
      "delete aws:s3/bucketObjectv2:BucketObjectv2 static-docs",
    ]);
  });

  it("deploys again when the value of a secret changes", async () => {
    const rotated = { ...shop, secrets: [{ name: "TOKEN", generate: true, version: 2 }] };
    const stack = await changedStack((settings) => apps(settings, rotated, blog, docs));
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(callsOf(update)).to.include(`update ${environment} single`);
  });

  it("makes the balanced environment beside the single one, moves the names, then removes the old, and back", async () => {
    const scale = (max: number) => (settings: Document) =>
      settings.setIn(["config", "ladder:beanstalk", "max"], max);
    const stack = await changedStack(scale(3));
    for (const [old, fresh] of [
      ["single", "balanced"],
      ["balanced", "single"],
    ] as const) {
      const update = await stack.edit(scale(fresh === "balanced" ? 3 : 1)).up();
      expect(update.exitCode, update.stdout).to.equal(0);
      const order = callsOf(update);
      const steps = [
        `create ${environment} ${fresh}`,
        "update aws:route53/record:Record beanstalk-shop.example.com",
        `delete ${environment} ${old}`,
      ];
      expect(order.filter((call) => steps.includes(call))).to.deep.equal(steps);
      expect((await stack.preview("--expect-no-changes")).exitCode).to.equal(0);
    }
  });

  it("changes the number of instances in place", async () => {
    const balanced = await changedStack((settings) =>
      settings.setIn(["config", "ladder:beanstalk", "max"], 3),
    );
    expect((await balanced.up()).exitCode).to.equal(0);
    balanced.edit((settings) => settings.setIn(["config", "ladder:beanstalk", "max"], 5));
    expect(described((await balanced.preview()).steps)).to.have.members([
      `update ${environment} balanced`,
      `update ${health} balanced`,
    ]);
  });

  it("fails when AWS goes back to the version before, and deploys it again at the next up", async () => {
    const stack = await changedStack((settings) => apps(settings, newImage, blog, docs));
    stack.beanstalk.refuse(true);
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("The environment did not take the version");
    expect(failed.stdout).to.include("Failed to deploy application.");
    stack.beanstalk.refuse(false);
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
    expect(second.stdout).to.include("Deploying");
    expect((await stack.preview("--expect-no-changes")).exitCode).to.equal(0);
  });

  it("says what AWS said when the environment's update fails, and makes it at the next up", async () => {
    const stack = await changedStack((settings) => apps(settings, newImage, blog, docs));
    stack.control({
      failures: [{ operation: "update", type: environment, message: "Unsuccessful command execution" }],
    });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("Unsuccessful command execution");
    const second = await stack.control({}).up();
    expect(second.exitCode, second.stdout).to.equal(0);
    expect((await stack.preview("--expect-no-changes")).exitCode).to.equal(0);
  });
});
