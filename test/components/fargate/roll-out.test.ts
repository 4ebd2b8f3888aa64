import { expect } from "chai";
import { rollOut } from "../../../components/fargate/rollout/roll-out";
import { diff } from "../../../components/fargate/rollout/provider";
import { failureOf, FakeEcs, fakeSurroundings } from "./fake-ecs";

const wanted = "arn:aws:ecs:us-east-1:1:task-definition/ladder-dev-shop:4";
const old = "arn:aws:ecs:us-east-1:1:task-definition/ladder-dev-shop:3";
const inputs = {
  app: "shop",
  region: "us-east-1",
  cluster: "apps",
  service: "shop-1a2b",
  taskDefinition: wanted,
  timeoutSeconds: 600,
  logGroup: "/ladder/dev/shop",
  parameters: [],
};

function state(taskDefinition: string, rollout: string, id = "ecs-svc/1") {
  return {
    deployments: [{ id, primary: true, taskDefinition, state: rollout }],
    events: ["(service shop) newest", "older", "third", "fourth"],
  };
}

function start(ecs: FakeEcs, said: string[] = []) {
  return rollOut(inputs, ecs, () => Promise.resolve(["cannot connect"]), fakeSurroundings(said));
}

const deployed = (ecs: FakeEcs) => ecs.calls.filter((call) => call.startsWith("deploy "));

describe("roll-out of an app on Fargate", () => {
  it("ends when the wanted task definition serves", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "IN_PROGRESS"), state(wanted, "IN_PROGRESS"), state(wanted, "COMPLETED")];
    await start(ecs);
    expect(deployed(ecs)).to.deep.equal([]);
  });

  it("fails when ECS went back to the version before, though ECS calls that completed", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "IN_PROGRESS"), state(old, "COMPLETED", "ecs-svc/2")];
    ecs.stoppedTasks = [
      { arn: "arn:task/good", taskDefinition: old, status: "STOPPED", exitCode: 0 },
      {
        arn: "arn:task/bad",
        taskDefinition: wanted,
        status: "STOPPED",
        exitCode: 1,
        stoppedReason: "Essential container in task exited",
      },
    ];
    expect(await failureOf(start(ecs))).to.equal(
      [
        "The new version of shop did not become healthy",
        "What served before serves on, if there was anything. The next `pulumi up` tries again.",
        "A copy ended: Essential container in task exited (exit code 1)",
        "The end of its log:",
        "  cannot connect",
        "What ECS said last:",
        "  (service shop) newest",
        "  older",
        "  third",
      ].join("\n"),
    );
    expect(deployed(ecs)).to.deep.equal([]);
  });

  it("deploys the wanted version again when an earlier up ended with the one before", async () => {
    const [ecs, said] = [new FakeEcs(), [] as string[]];
    ecs.services = [
      state(old, "COMPLETED"),
      state(wanted, "IN_PROGRESS", "ecs-svc/5"),
      state(wanted, "COMPLETED", "ecs-svc/5"),
    ];
    await start(ecs, said);
    expect(deployed(ecs)).to.deep.equal([`deploy shop-1a2b ${wanted}`]);
    expect(said).to.deep.equal(["Deploying shop again: ECS had gone back to the version before."]);
  });

  it("tries a first version that failed once more, and fails when that fails too", async () => {
    const ecs = new FakeEcs();
    ecs.services = [
      state(wanted, "FAILED", "ecs-svc/1"),
      // Still the old answer.
      state(wanted, "FAILED", "ecs-svc/1"),
      state(wanted, "FAILED", "ecs-svc/2"),
    ];
    expect(await failureOf(start(ecs))).to.include("The new version of shop did not become healthy");
    expect(deployed(ecs).length).to.equal(1);
  });

  it("gives up after its time", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "IN_PROGRESS")];
    expect(await failureOf(start(ecs))).to.equal(
      "The new version of shop: not done after 600 s; its copies are not all healthy",
    );
  });

  it("is looked at again for another task definition or service, not for another time limit", () => {
    expect(diff(inputs, { ...inputs, timeoutSeconds: 1 })).to.deep.equal({ changes: false });
    expect(diff(inputs, { ...inputs, taskDefinition: old })).to.deep.equal({ changes: true });
    expect(diff(inputs, { ...inputs, service: "shop-9z" })).to.deep.equal({ changes: true });
  });
});
