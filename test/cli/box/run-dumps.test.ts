import { expect } from "chai";
import { dumpsCommand } from "../../../cli/box/dumps-command";
import { runDumps } from "../../../cli/box/run-dumps";
import type { TaskState } from "../../../components/fargate/calls/task-state";
import { FakeEcs, fakeSurroundings } from "../../components/fargate/fake-ecs";

const run = {
  region: "us-east-1",
  clusterArn: "arn:cluster",
  taskDefinitionArn: "arn:dumps:1",
  subnetIds: ["subnet-1"],
  securityGroupId: "sg-1",
  logGroup: "dumps",
  command: ["restore", "list"],
};

const task = (status: string, more: Partial<TaskState> = {}): TaskState => ({
  arn: "arn:task/cluster/abc",
  taskDefinition: "arn:dumps:1",
  status,
  ...more,
});

async function shown(ecs: FakeEcs, logs: readonly (readonly string[])[]) {
  const said = { out: "", err: "" };
  const left = [...logs];
  const code = await runDumps(
    run,
    { show: async (stream, data) => void (said[stream] += data.toString()) },
    ecs,
    () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? []),
    fakeSurroundings([]),
  );
  return { code, ...said };
}

describe("The task that backs databases up, started by hand", () => {
  it("is waited for, and its results are one document beside what it said, when its log is whole", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [undefined, task("RUNNING"), task("STOPPED", { exitCode: 0 })];
    const lines = ['{"backups": [{"id": "two"}]}', '{"backups": [{"id": "one"}]}', "restore: hello"];
    const { code, out, err } = await shown(ecs, [[], lines, [...lines, "managed-dumps: ends with 0"]]);
    expect(JSON.parse(out)).to.deep.equal({ backups: [{ id: "two" }, { id: "one" }] });
    expect([code, err]).to.deep.equal([0, "restore: hello\nmanaged-dumps: ends with 0\n"]);
  });

  it("passes its exit code on", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [task("STOPPED", { exitCode: 75 })];
    const { code, out } = await shown(ecs, [["managed-dumps: ends with 75"]]);
    expect([code, out]).to.deep.equal([75, ""]);
  });

  it("that did not run says why", async () => {
    const ecs = new FakeEcs();
    ecs.tasks = [task("STOPPED", { containerReason: "CannotPullContainerError: away" })];
    const failure = await shown(ecs, [["(it wrote nothing)"]]).catch((error: unknown) => error);
    expect(String(failure)).to.equal("Error: The task did not run: CannotPullContainerError: away");
  });

  it("takes backups and restores, and nothing else that is asked of a box", () => {
    expect(dumpsCommand({ command: "backup" })).to.deep.equal(["nightly"]);
    expect(dumpsCommand({ command: "restore", args: ["drill"] })).to.deep.equal(["restore", "drill"]);
    expect(dumpsCommand({ command: "status" })).to.equal(undefined);
  });
});
