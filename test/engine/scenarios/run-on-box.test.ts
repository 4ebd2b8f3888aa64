import { expect } from "chai";
import type { Deployment } from "../deployment";
import { deployedDevStack, guestPath, newDevStack } from "../dev-stack";
import { described } from "../preview-steps";

const apply = "update pulumi-nodejs:dynamic/ladder:RunOnBox box";

interface Applied {
  readonly instanceId: string;
  readonly bundleVersion: string;
  readonly appliedVersion: string;
  readonly states: Readonly<Record<string, string>>;
}

/** What the state says about the box. */
function applied(deployment: Deployment): Applied {
  const { checkpoint } = JSON.parse(deployment.stateText()) as {
    checkpoint: { latest: { resources: readonly { type: string; outputs?: unknown }[] } };
  };
  const found = checkpoint.latest.resources.find(({ type }) => type.endsWith("ladder:RunOnBox"));
  return found?.outputs as Applied;
}

/** A deployed stack with a change that is not deployed. */
async function changedStack(): Promise<Deployment> {
  const { deployment } = await deployedDevStack();
  return deployment
    .copy()
    .edit((settings) => settings.setIn(guestPath(settings, "image"), "ghcr.io/acme/guest:2.0.0"));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 50));
}

describe("engine: `pulumi up` and the box", () => {
  it("waits for the box's agent on the first up, and keeps what the box said", async () => {
    const stack = await newDevStack();
    stack.box.offline(3);
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(stack.box.questionsLeft()).to.equal(0);
    const { bundleVersion, appliedVersion, states } = applied(stack);
    expect(appliedVersion).to.equal(bundleVersion);
    expect(states).to.deep.equal({ caddy: "running", todo: "healthy" });
    expect(stack.box.runs().map(({ wanted }) => wanted)).to.deep.equal([bundleVersion]);
    expect(update.stdout).to.include(`The box applies ${bundleVersion.slice(0, 12)}.`);
  });

  it("fails with the box's sentence and the end of its log, and the next up tries again at once", async () => {
    const stack = await changedStack();
    const [before, runs] = [applied(stack), stack.box.runs().length];
    stack.box.next({ error: "guest is not healthy: restarting", log: "== verifying\nguest exited with 3\n" });
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.stdout).to.include("The box did not take the change: guest is not healthy: restarting");
    expect(failed.stdout).to.include("guest exited with 3");
    expect(failed.stdout).to.not.include("    at ");
    expect(applied(stack)).to.deep.equal(before);

    expect(described((await stack.preview()).steps)).to.deep.equal([apply]);
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
    const { bundleVersion, appliedVersion } = applied(stack);
    expect(appliedVersion).to.equal(bundleVersion);
    expect(stack.box.runs().slice(runs)).to.deep.include({ wanted: bundleVersion });
    expect(stack.box.runs().length).to.equal(runs + 2);
  });

  it("makes the box go back when the settings do, after an up that failed and after one that was killed", async () => {
    const { deployment } = await deployedDevStack();
    const image = (stack: Deployment, name: string) =>
      stack.edit((settings) => settings.setIn(guestPath(settings, "image"), name));
    const stack = image(deployment.copy(), "ghcr.io/acme/guest:1.9.0");
    expect((await stack.up()).exitCode).to.equal(0);
    const { bundleVersion } = applied(stack);
    const wanted = () => stack.box.runs().at(-1)?.wanted;

    stack.box.next({ error: "guest is not healthy: restarting" });
    expect((await image(stack, "ghcr.io/acme/guest:2.0.0").up()).exitCode).to.not.equal(0);
    expect(wanted()).to.not.equal(bundleVersion);
    expect((await image(stack, "ghcr.io/acme/guest:1.9.0").up()).exitCode).to.equal(0);
    expect(wanted()).to.equal(bundleVersion);

    const runs = stack.box.runs().length;
    stack.box.next({ seconds: 3 });
    await image(stack, "ghcr.io/acme/guest:2.0.0").upKilledBy(until(() => stack.box.runs().length > runs));
    expect(wanted()).to.not.equal(bundleVersion);
    expect((await stack.cancel()).exitCode).to.equal(0);
    expect((await image(stack, "ghcr.io/acme/guest:1.9.0").up()).exitCode).to.equal(0);
    expect(wanted()).to.equal(bundleVersion);
    expect(applied(stack).appliedVersion).to.equal(bundleVersion);
  });

  it("asks the box for nothing when neither the bundle nor the instance changed", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment.copy().edit((settings) => {
      settings.setIn(["config", "ladder:budget", "monthlyUsd"], 7777);
      settings.setIn(["config", "ladder:box", "applyTimeoutMinutes"], 20);
    });
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(update.calls.map(({ name }) => name).sort()).to.deep.equal(["budget", "dashboard"]);
    expect(stack.box.runs()).to.deep.equal(deployment.box.runs());
    expect(stack.stateText()).to.match(/"timeoutSeconds": ?1200/);
  });

  it("runs for another value of a secret, and keeps no value where the box's step is kept", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.addIn(guestPath(settings, "secrets"), "API_KEY"));
    await stack.setSecret("ladder:secrets.guest.API_KEY", "one-given-value");
    expect((await stack.up()).exitCode).to.equal(0);
    const [before, runs] = [applied(stack), stack.box.runs().length];

    await stack.setSecret("ladder:secrets.guest.API_KEY", "another-given-value");
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(applied(stack).appliedVersion).to.not.equal(before.appliedVersion);
    expect(stack.box.runs().length).to.equal(runs + 1);
    expect(stack.providerInputs()).to.deep.equal([{}, {}]);
    expect(stack.stateText()).to.not.match(/(one|another)-given-value/);
  });

  it("succeeds with a warning when an app was rolled back on the box and so does not run what is applied", async () => {
    const stack = await changedStack();
    const guest = { from: "guest:2 (bbb)", to: "guest:1 (aaa)", since: "2026-11-21T12:00:00Z" };
    stack.box.next({ rolledBack: { guest } });
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(update.stdout).to.include(
      "Warning: guest does not run what this update says. It was rolled back from guest:2 (bbb) to guest:1 (aaa) at 2026-11-21T12:00:00Z",
    );
  });

  it("waits while another run is at work", async () => {
    const stack = await changedStack();
    stack.box.next({ exitCode: 75 }, { exitCode: 75 }, {});
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(update.stdout).to.include("The box is not there yet: another run was at work on the box");
    expect(applied(stack).appliedVersion).to.equal(applied(stack).bundleVersion);
  });

  it("waits while the first boot has not come to the update unit, and through an older bundle", async () => {
    const stack = await changedStack();
    const missing = { exitCode: 5, said: "Failed to start ladder-update.service: Unit not found.", log: "" };
    stack.box.next(missing, missing, { version: "0".repeat(64) }, {});
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(update.stdout).to.include("The box is not there yet: Failed to start ladder-update.service");
    expect(applied(stack).appliedVersion).to.equal(applied(stack).bundleVersion);
  });

  it("masks secrets in what the box says", async () => {
    const stack = await changedStack();
    const password = "p$ss/w\\rd-1234";
    stack.box.secret("guest", String.raw`TOKEN="p\$ss/w\\rd-1234"`);
    stack.box.secret("other", 'DATABASE_URL="postgres://other:pg%2Fword@postgres:5432/other"');
    stack.box.next({
      error: `login with ${password} failed`,
      log: `GET /?token=${encodeURIComponent(password)}\npg/word and pg%2Fword\n`,
    });
    const { stdout, stderr, exitCode } = await stack.up();
    expect(exitCode).to.not.equal(0);
    expect(stdout).to.include("The box did not take the change: login with [secret] failed");
    expect(stdout).to.include("GET /?token=[secret]");
    expect(stdout).to.include("[secret] and [secret]");
    expect(stdout + stderr).to.not.include(password);
  });

  it("gives up after the time limit, says what it waited for, and the next up goes on", async () => {
    const stack = (await changedStack()).edit((settings) =>
      settings.setIn(["config", "ladder:box", "applyTimeoutMinutes"], 1),
    );
    stack.box.offline(1000);
    const failed = await stack.up();
    expect(failed.exitCode).to.not.equal(0);
    expect(failed.seconds).to.be.within(60, 100);
    expect(failed.stdout).to.include("The box did not take the change within 1 min: its agent is not online");
    expect(failed.stdout).to.include("See whether its instance runs: start it when it was stopped;");
    stack.box.offline(0);
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
  });

  it("finishes with the next up when pulumi was killed while the box worked", async () => {
    const stack = await changedStack();
    const runs = stack.box.runs().length;
    stack.box.next({ seconds: 3 });
    const killed = await stack.upKilledBy(until(() => stack.box.runs().length > runs));
    expect(killed.exitCode).to.equal(-1);
    expect((await stack.cancel()).exitCode).to.equal(0);
    const second = await stack.up();
    expect(second.exitCode, second.stdout).to.equal(0);
    expect(applied(stack).appliedVersion).to.equal(applied(stack).bundleVersion);
    const again = await stack.preview("--expect-no-changes");
    expect(again.exitCode, again.diagnostics).to.equal(0);
  });

  it("runs again when the instance is replaced, though the bundle is the same", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment
      .copy()
      .edit((settings) => settings.setIn(["config", "ladder:box", "image"], "ami-0fedcba9876543210"));
    const before = applied(stack);
    stack.box.forget();
    const preview = await stack.preview();
    expect(described(preview.steps), preview.diagnostics).to.deep.include(apply);
    const update = await stack.up();
    expect(update.exitCode, update.stdout).to.equal(0);
    expect(applied(stack).instanceId).to.not.equal(before.instanceId);
    expect(applied(stack).appliedVersion).to.equal(before.appliedVersion);
    expect(stack.box.runs().length).to.equal(2);
  });
});
