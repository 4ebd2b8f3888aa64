import { expect } from "chai";
import { deployedDevStack } from "../dev-stack";
import { described } from "../preview-steps";

const bundle = "update aws:s3/bucketObjectv2:BucketObjectv2 bundle";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("engine: alarms", () => {
  it("and the dashboard come with every figure, follow a threshold in place, and go without a trace of the box", async () => {
    const { deployment, update: first } = await deployedDevStack();
    const few = first.calls.filter(({ type }) => type === alarm).map(({ name }) => name);
    expect(few.sort()).to.deep.equal([
      "alarm-box-credits",
      "alarm-box-stuck",
      "alarm-box-unreachable",
      "alarm-problems",
    ]);

    const all = deployment.copy().edit((settings) => {
      settings.setIn(["config", "ladder:alerts", "alarms"], "all");
      settings.setIn(["config", "ladder:alerts", "emails"], ["me@example.com"]);
    });
    const more = await all.up();
    expect(more.exitCode, more.stdout).to.equal(0);
    const steps = described(more.calls.map(({ operation, type, name }) => ({ op: operation, type, name })));
    expect(steps.filter((step) => step.includes(alarm))).to.deep.equal(
      [
        ...[
          "apply-failed",
          "apps-unhealthy",
          "backup-age",
          "box-cpu",
          "client-errors",
          "connections",
          "disk",
        ],
        ...["drill-failed", "errors", "memory", "slow"],
      ]
        .map((name) => `create ${alarm} alarm-${name}`)
        .concat(`delete ${alarm} alarm-problems`)
        // They tell the new address, too.
        .concat(["credits", "stuck", "unreachable"].map((name) => `update ${alarm} alarm-box-${name}`)),
    );
    expect(
      steps.filter((step) => !step.includes(alarm)).map((step) => step.replace(/\S*:/, "")),
    ).to.deep.equal([
      "create Topic mail",
      "create TopicPolicy mail",
      "create TopicSubscription mail-me-example-com-8c2a47",
      "update Dashboard dashboard",
      "update BucketObjectv2 bundle",
    ]);

    const tuned = all
      .copy()
      .edit((settings) => settings.setIn(["config", "ladder:alerts", "thresholds", "diskPercent"], 70));
    const change = await tuned.up();
    expect(change.exitCode, change.stdout).to.equal(0);
    // The box itself compares, too: `npm run box -- status`.
    expect(
      described(change.calls.map(({ operation, type, name }) => ({ op: operation, type, name }))),
    ).to.deep.equal([
      "update aws:cloudwatch/dashboard:Dashboard dashboard",
      `update ${alarm} alarm-disk`,
      bundle,
    ]);

    const none = tuned.copy().edit((settings) => settings.deleteIn(["config", "ladder:alerts"]));
    const removal = await none.up();
    expect(removal.exitCode, removal.stdout).to.equal(0);
    const rest = described(removal.calls.map(({ operation, type, name }) => ({ op: operation, type, name })));
    expect(rest.filter((step) => !step.startsWith("delete "))).to.deep.equal([
      "update aws:iam/rolePolicy:RolePolicy box",
      bundle,
    ]);
    expect(rest.filter((step) => step.startsWith(`delete ${alarm}`))).to.have.length(14);
    expect(rest.filter((step) => step.startsWith("delete aws:sns/"))).to.have.length(3);
  });
});
