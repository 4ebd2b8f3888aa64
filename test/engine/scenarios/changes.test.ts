import { expect } from "chai";
import type { Document } from "yaml";
import { addApp, deployedDevStack, guest, guestPath } from "../dev-stack";
import { described } from "../preview-steps";

const bundle = "update aws:s3/bucketObjectv2:BucketObjectv2 bundle";
const apply = "update pulumi-nodejs:dynamic/ladder:RunOnBox box";
const box = "aws:ec2/instance:Instance box";
const volume = "aws:ebs/volume:Volume data";
const address = "aws:ec2/eip:Eip address";

interface Change {
  readonly title: string;
  readonly edit: (settings: Document) => void;
  readonly steps: readonly string[];
}

/** Each change with everything it does. What is not listed is not touched: that the lists are exact is the point. */
const changes: readonly Change[] = [
  {
    title: "a new app makes its secrets and changes the bundle",
    edit: (settings) => addApp(settings, { ...guest, name: "extra" }),
    steps: [
      "create aws:ssm/parameter:Parameter extra.DATABASE_PASSWORD",
      "create aws:ssm/parameter:Parameter extra.TOKEN",
      bundle,
      apply,
    ],
  },
  {
    title: "removing an app removes its secrets and changes the bundle",
    edit: (settings) => settings.deleteIn(guestPath(settings)),
    steps: [
      "delete aws:ssm/parameter:Parameter guest.DATABASE_PASSWORD",
      "delete aws:ssm/parameter:Parameter guest.TOKEN",
      bundle,
      apply,
    ],
  },
  {
    title: "a new image changes the bundle alone",
    edit: (settings) => settings.setIn(guestPath(settings, "image"), "ghcr.io/acme/guest:1.0.1"),
    steps: [bundle, apply],
  },
  {
    title: "a new generated secret is made and changes the bundle",
    edit: (settings) => settings.addIn(guestPath(settings, "secrets"), { name: "EXTRA", generate: true }),
    steps: ["create aws:ssm/parameter:Parameter guest.EXTRA", bundle, apply],
  },
  {
    title: "a larger instance changes the box in place",
    edit: (settings) => settings.setIn(["config", "ladder:box", "instance"], "t4g.large"),
    steps: [`update ${box}`],
  },
  {
    title: "a larger data volume grows in place, under the running box",
    edit: (settings) => settings.setIn(["config", "ladder:box", "dataGb"], 500),
    steps: [`update ${volume}`],
  },
  {
    title: "another budget changes the budget and its line on the dashboard alone",
    edit: (settings) => settings.setIn(["config", "ladder:budget", "monthlyUsd"], 7777),
    steps: ["update aws:budgets/budget:Budget budget", "update aws:cloudwatch/dashboard:Dashboard dashboard"],
  },
];

describe("engine: a changed setting", () => {
  for (const { title, edit, steps } of changes) {
    it(title, async () => {
      const { deployment } = await deployedDevStack();
      const changed = deployment.copy().edit(edit);
      const preview = await changed.preview();
      expect(preview.exitCode, preview.diagnostics).to.equal(0);
      expect(described(preview.steps)).to.deep.equal([...steps].sort());

      const update = await changed.up();
      expect(update.exitCode, update.stdout).to.equal(0);
      const done = update.calls.map(({ operation, type, name }) => ({ op: operation, type, name }));
      expect(described(done)).to.deep.equal(steps.filter((step) => step !== apply).sort());

      const [before, after] = await Promise.all([deployment.resources(), changed.resources()]);
      expect([box, volume, address].map((key) => after[key])).to.deep.equal(
        [box, volume, address].map((key) => before[key]),
      );
    });
  }

  it("another app built from source: the images' new clean-up rules outlive the old ones", async () => {
    const { deployment } = await deployedDevStack();
    const built = { name: "extra", build: "./examples/todo", port: 3000, memoryMb: 8 };
    const update = await deployment
      .copy()
      .edit((settings) => addApp(settings, built))
      .up();
    expect(update.exitCode, update.stdout).to.equal(0);
    // Both have the repository's name: deleting the old policy last would delete the new one.
    expect(
      update.calls
        .filter(({ type }) => type.startsWith("aws:ecr/"))
        .map(({ operation, type }) => [operation, type]),
    ).to.deep.equal([
      ["delete", "aws:ecr/lifecyclePolicy:LifecyclePolicy"],
      ["create", "aws:ecr/lifecyclePolicy:LifecyclePolicy"],
    ]);
  });

  it("a given secret reaches AWS with its value, encrypted in the settings file and in the state", async () => {
    const { deployment } = await deployedDevStack();
    const value = "a-value-that-was-given";
    const changed = deployment
      .copy()
      .edit((settings) => settings.addIn(guestPath(settings, "secrets"), "API_KEY"));
    expect((await changed.setSecret("ladder:secrets.guest.API_KEY", value)).exitCode).to.equal(0);
    const update = await changed.up();
    const calls = update.calls.map(({ operation, type, name, inputs }) => [
      operation,
      type,
      name,
      inputs?.["value"],
    ]);
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(calls).to.deep.include(["create", "aws:ssm/parameter:Parameter", "guest.API_KEY", value]);
    expect(changed.stateText().includes(value)).to.equal(false);
    expect(changed.settingsText().includes(value)).to.equal(false);

    await changed.setSecret("ladder:secrets.guest.API_KEY", "another-value");
    const preview = await changed.preview();
    // The box applies again when the bundle changes: a new value alone would never reach the app.
    expect(described(preview.steps)).to.deep.equal([
      bundle,
      "update aws:ssm/parameter:Parameter guest.API_KEY",
      apply,
    ]);
  });
});
