import { expect } from "chai";
import { rollOut } from "../../../components/fargate/rollout/roll-out";
import { diff } from "../../../components/fargate/rollout/provider";
import type { TaskState } from "../../../components/fargate/calls/task-state";
import { failureOf, FakeEcs, fakeSurroundings } from "./fake-ecs";

const wanted = "arn:aws:ecs:us-east-1:1:task-definition/ladder-dev-shop:4";
const old = "arn:aws:ecs:us-east-1:1:task-definition/ladder-dev-shop:3";
const inputs = {
  app: "shop",
  region: "us-east-1",
  cluster: "apps",
  service: "shop-1a2b",
  taskDefinition: wanted,
  shape: "{}",
  timeoutSeconds: 600,
  watchSeconds: 0,
  logGroup: "/ladder/dev/shop",
  parameters: [],
};

function state(taskDefinition: string, rollout: string, id = "ecs-svc/1") {
  return {
    deployments: [{ id, primary: true, taskDefinition, state: rollout, running: 1, desired: 1 }],
    events: ["(service shop) newest", "older", "third", "fourth"],
  };
}

function start(ecs: FakeEcs, said: string[] = [], watchSeconds = 0) {
  return rollOut(
    { ...inputs, watchSeconds },
    ecs,
    () => Promise.resolve(["cannot connect"]),
    fakeSurroundings(said),
  );
}

function ended(arn: string, startedBy: string): TaskState {
  const reason = {
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
  };
  return { arn, taskDefinition: wanted, status: "STOPPED", startedBy, exitCode: 1, ...reason };
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

  it("fails when ECS went back to a deployment of the same task definition", async () => {
    const ecs = new FakeEcs();
    const given = { id: "ecs-svc/2", primary: false, taskDefinition: wanted, state: "FAILED", running: 0 };
    ecs.services = [
      state(wanted, "IN_PROGRESS", "ecs-svc/2"),
      {
        deployments: [
          { ...given, desired: 1, reason: "tasks failed to start" },
          ...state(wanted, "COMPLETED", "ecs-svc/1").deployments,
        ],
        events: [],
      },
    ];
    expect(await failureOf(start(ecs))).to.include(
      "The new version of shop did not become healthy: tasks failed to start",
    );
  });

  it("fails with a worker that ends by itself after ECS called it complete, and shows its log", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "COMPLETED", "ecs-svc/2")];
    ecs.stoppedTasks = [];
    const looks: (readonly TaskState[])[] = [[], [], [ended("one", "ecs-svc/2")]];
    ecs.stopped = () => Promise.resolve(looks.length > 1 ? (looks.shift() ?? []) : (looks[0] ?? []));
    expect((await failureOf(start(ecs, [], 30))).split("\n").slice(0, 5)).to.deep.equal([
      "The new version of shop does not keep running.",
      "ECS starts it again and again. The next `pulumi up` looks again.",
      "A copy ended: Essential container in task exited (exit code 1)",
      "The end of its log:",
      "  cannot connect",
    ]);
  });

  it("takes a worker's copies when all have run for half a minute, whatever ended before or was ended by ECS", async () => {
    const ecs = new FakeEcs();
    const waits = { ...state(wanted, "COMPLETED").deployments[0], running: 0 };
    ecs.services = [
      state(wanted, "COMPLETED"),
      {
        deployments: [
          {
            ...waits,
            id: "ecs-svc/1",
            primary: true,
            taskDefinition: wanted,
            state: "COMPLETED",
            desired: 1,
          },
        ],
        events: [],
      },
      state(wanted, "COMPLETED"),
    ];
    ecs.stoppedTasks = [
      ended("early", "ecs-svc/1"),
      ended("of the deployment before", "ecs-svc/0"),
      { ...ended("replaced", "ecs-svc/1"), stopCode: "ServiceSchedulerInitiated" },
    ];
    const surroundings = fakeSurroundings([]);
    await rollOut({ ...inputs, watchSeconds: 30 }, ecs, () => Promise.resolve([]), surroundings);
    expect(surroundings.now()).to.be.at.least(30_000);
    expect(surroundings.now()).to.be.below(60_000);
  });

  it("does not wait for the copies of an app that has health checks", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "COMPLETED")];
    await start(ecs);
    expect(ecs.calls).to.deep.equal(["service shop-1a2b"]);
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

  it("does not take the old answer for the outcome of the second try", async () => {
    const ecs = new FakeEcs();
    ecs.services = [
      state(wanted, "FAILED", "ecs-svc/1"),
      state(wanted, "FAILED", "ecs-svc/1"),
      state(wanted, "IN_PROGRESS", "ecs-svc/2"),
      state(wanted, "COMPLETED", "ecs-svc/2"),
    ];
    await start(ecs);
    expect(ecs.calls.at(-1)).to.equal("service shop-1a2b");
    expect(ecs.calls.length).to.equal(5);
  });

  it("gives up after its time", async () => {
    const ecs = new FakeEcs();
    ecs.services = [state(wanted, "IN_PROGRESS")];
    expect(await failureOf(start(ecs))).to.equal(
      "The new version of shop: not done after 600 s; its copies are not all healthy",
    );
  });

  it("is looked at again for another task definition, service or shape, not for another time limit", () => {
    expect(diff(inputs, { ...inputs, timeoutSeconds: 1 })).to.deep.equal({ changes: false });
    expect(diff(inputs, { ...inputs, taskDefinition: old })).to.deep.equal({ changes: true });
    expect(diff(inputs, { ...inputs, service: "shop-9z" })).to.deep.equal({ changes: true });
    expect(diff(inputs, { ...inputs, shape: '{"subnets":[]}' })).to.deep.equal({ changes: true });
  });
});
