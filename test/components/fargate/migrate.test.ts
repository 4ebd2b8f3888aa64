import { expect } from "chai";
import { migrate } from "../../../components/fargate/migration/migrate";
import { diff } from "../../../components/fargate/migration/provider";
import { failureOf, FakeEcs, fakeSurroundings } from "./fake-ecs";

const inputs = {
  app: "shop",
  version: "v1",
  region: "us-east-1",
  cluster: "apps",
  taskDefinition: "arn:aws:ecs:us-east-1:1:task-definition/ladder-dev-shop-migrate:3",
  subnetIds: ["subnet-1"],
  securityGroupIds: ["sg-1"],
  assignPublicIp: true,
  logGroup: "/ladder/dev/shop",
  parameters: [],
};
const task = { arn: "arn:task/cluster/abc", taskDefinition: inputs.taskDefinition };
const run = `run ${inputs.taskDefinition} token`;

function start(ecs: FakeEcs, said: string[] = []) {
  const lines = () => Promise.resolve(["applied 001", "applied 002"]);
  return migrate(inputs, ecs, lines, "token", fakeSurroundings(said));
}

describe("migration of an app on Fargate", () => {
  it("ends well when its task ends with 0, and shows the end of its log", async () => {
    const [ecs, said] = [new FakeEcs(), [] as string[]];
    ecs.tasks = [undefined, { ...task, status: "PROVISIONING" }, { ...task, status: "STOPPED", exitCode: 0 }];
    await start(ecs, said);
    expect(ecs.calls.filter((call) => call.startsWith("run "))).to.deep.equal([run]);
    expect(said).to.deep.equal([
      "Migrating shop.",
      "Migrated shop. The end of its log:\n  applied 001\n  applied 002",
    ]);
  });

  it("fails with the exit code and the log", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [{ ...task, status: "STOPPED", exitCode: 3 }];
    expect(await failureOf(start(ecs))).to.equal(
      [
        "The migration of shop failed: it ended with 3",
        "The old version of shop serves on. The next `pulumi up` tries again.",
        "The end of its log:",
        "  applied 001",
        "  applied 002",
      ].join("\n"),
    );
  });

  it("fails with the reason when the container never ran: no exit code is no success", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [{ ...task, status: "STOPPED", containerReason: "CannotPullContainerError: not found" }];
    expect(await failureOf(start(ecs))).to.include(
      "its container did not run: CannotPullContainerError: not found",
    );
  });

  it("waits for one that an earlier up left running, before it starts its own", async () => {
    const ecs = new FakeEcs();
    ecs.runningTasks = [["arn:task/old"], ["arn:task/old"], []];
    ecs.tasks = [{ ...task, status: "STOPPED", exitCode: 0 }];
    await start(ecs);
    const running = "running ladder-dev-shop-migrate";
    expect(ecs.calls.slice(0, 4)).to.deep.equal([running, running, running, run]);
  });

  it("asks again after AWS's passing troubles, with the same token so that nothing runs twice", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [{ ...task, status: "STOPPED", exitCode: 0 }];
    ecs.runTask = (_, token) => {
      ecs.calls.push(`run ${token}`);
      const failed = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
      return ecs.calls.filter((call) => call.startsWith("run ")).length === 1
        ? Promise.reject(failed)
        : Promise.resolve(task.arn);
    };
    await start(ecs);
    expect(ecs.calls.filter((call) => call.startsWith("run "))).to.deep.equal(["run token", "run token"]);
  });

  it("gives up after the time limit, and says where the task stands", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [{ ...task, status: "RUNNING" }];
    expect(await failureOf(start(ecs))).to.equal(
      "The migration of shop: not done after 2100 s; its task is running",
    );
  });

  it("runs once per version: for another image, not for another task definition", () => {
    expect(diff(inputs, { ...inputs, taskDefinition: "other" })).to.deep.equal({ changes: false });
    expect(diff(inputs, { ...inputs, version: "v2" })).to.deep.equal({ changes: true });
  });
});
