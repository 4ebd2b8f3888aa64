import { expect } from "chai";
import type { Resource } from "../../../cost/types";
import { priced } from "../resources";

const task: Resource = {
  urn: "urn:pulumi:dev::shop::task",
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "task",
  inputs: { family: "nightly", cpu: "1024", memory: "2048", runtimePlatform: { cpuArchitecture: "ARM64" } },
};

function schedule(scheduleExpression: string, more: object = {}, launchType = "FARGATE"): Resource {
  const ecsParameters = {
    taskDefinitionArn: "${urn:pulumi:dev::shop::task.arn}",
    launchType,
    networkConfiguration: { assignPublicIp: true },
  };
  return {
    urn: "urn:pulumi:dev::shop::schedule",
    type: "aws:scheduler/schedule:Schedule",
    name: "schedule",
    inputs: { scheduleExpression, target: { arn: "arn:cluster", ecsParameters }, ...more },
  };
}

/** Hours of vCPU, GB and public address. */
const hours = (expression: string, more: object = {}) =>
  priced([task, schedule(expression, more)]).lines.map(({ quantity }) => Math.round(quantity * 1000) / 1000);

describe("Tasks on Fargate that a schedule starts", () => {
  it("are billed by their minutes, with what they need and their address", () => {
    expect(hours("cron(0 3 * * ? *)")).to.deep.equal([5.069, 10.139, 5.069]);
    expect(hours("cron(0 9 ? * MON,TUE,WED,THU,FRI *)")).to.deep.equal([3.621, 7.242, 3.621]);
    for (const monthly of ["cron(0 5 15 * ? *)", "cron(0 9 ? * MON#2 *)"])
      expect(hours(monthly)).to.deep.equal([0.167, 0.333, 0.167]);
    expect(hours("cron(0 3 * * ? *)", { state: "DISABLED" })).to.deep.equal([0, 0, 0]);
  });

  it("are of unknown price when nobody can tell how often they run, or on what", () => {
    const unknown = (one: Resource) => priced([task, one]).unknown.map(({ resource }) => resource);
    expect(unknown(schedule("cron(0/5 * * * ? *)"))).to.deep.equal(["schedule"]);
    expect(unknown(schedule("cron(0 3 * * ? *)", {}, "EC2"))).to.deep.equal(["schedule"]);
  });
});
