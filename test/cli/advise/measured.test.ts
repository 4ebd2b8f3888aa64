import { expect } from "chai";
import { measuredCompute, measuredDatabases } from "../../../cli/advise/measured";
import type { Figure, ReadHours } from "../../../cli/advise/read-hours";
import { watchedOf } from "../../../cli/advise/watched";
import { loadStack } from "../../../cli/load-stack";
import { balancedStack } from "../../beanstalk/beanstalk-stack";
import { fargateStack } from "../../fargate-stack";

const hour = 3_600_000;

describe("figures of CloudWatch as what was used", () => {
  const asked: Figure[] = [];
  const constant =
    (
      values: Readonly<
        Record<string, { average: number; count?: number; minimum?: number; maximum?: number }>
      >,
    ): ReadHours =>
    (figure) => {
      asked.push(figure);
      const value = values[figure.metric];
      return Promise.resolve(value ? [{ at: hour, minimum: 0, maximum: 0, count: 0, ...value }] : []);
    };
  const planOf = (set: readonly string[]) => loadStack({ stack: "dev", set }).plan;

  it("count Beanstalk's instances by the values that each sends in an hour", async () => {
    const plan = planOf(balancedStack());
    const watched = { services: {}, machines: { AutoScalingGroupName: "g" } };
    const { load } = await measuredCompute(
      plan,
      watched,
      constant({ CPUUtilization: { average: 50, count: 36 } }),
    );
    // Three instances with two vCPUs each, half of them busy.
    expect(Object.values(load)).to.deep.equal([3, 3]);
  });

  it("count an app's copies on Fargate by the values that each sends in an hour, and sum up the apps", async () => {
    const plan = planOf(fargateStack());
    const services = plan.fargate?.services ?? [];
    const dimensions = (name: string) => ({ ClusterName: "c", ServiceName: name });
    const watched = { services: Object.fromEntries(services.map(({ app }) => [app, dimensions(app)])) };
    const values = {
      CPUUtilization: { average: 50, count: 120 },
      MemoryUtilization: { average: 25, count: 120 },
    };
    const { load } = await measuredCompute(plan, watched, constant(values));
    const cpu = services.reduce((sum, one) => sum + one.cpu / 1024, 0);
    const memory = services.reduce((sum, one) => sum + one.memoryMb, 0);
    expect(Object.values(load)).to.deep.equal([cpu, cpu, memory / 2]);
  });

  it("take of databases the busiest processor, the least free memory and the most connections", async () => {
    const { rds } = planOf(fargateStack());
    if (!rds) throw new Error("there are databases");
    const values = {
      CPUUtilization: { average: 10 },
      FreeableMemory: { average: 0, minimum: 256 * 2 ** 20 },
      DatabaseConnections: { average: 3, maximum: 40 },
    };
    const watched = { services: {}, databases: { DBInstanceIdentifier: "d" } };
    const { load } = await measuredDatabases(rds, watched, constant(values));
    expect(Object.values(load)).to.deep.equal([0.2, 0.2, 768, 40]);
  });

  it("ask for a box's memory only when the box sends it", async () => {
    const watched = { services: {}, machines: { InstanceId: "i" } };
    const read = constant({ CPUUtilization: { average: 10 }, MemoryPercent: { average: 0, maximum: 50 } });
    expect(Object.keys((await measuredCompute(planOf([]), watched, read)).load)).to.have.length(2);
    const plan = planOf(["alerts.alarms=all"]);
    const { load } = await measuredCompute(plan, watched, read);
    expect(Object.values(load)[2]).to.equal(plan.box.memory.usableMb / 2);
    expect(asked.at(-1)?.dimensions).to.deep.equal({ Stack: "dev" });
  });

  it("say nothing of what is not deployed", async () => {
    const nothing = watchedOf({ outputs: {}, resources: [] }, "compose");
    expect(await measuredCompute(planOf([]), nothing, constant({}))).to.deep.equal({ load: {}, days: 0 });
  });

  it("are found by the names that the stack's state has", () => {
    const named = (type: string, name: string, outputs: Readonly<Record<string, unknown>>) => ({
      type,
      name,
      outputs,
    });
    const resources = [
      named("aws:ecs/service:Service", "shop", {
        name: "shop-1",
        cluster: "arn:aws:ecs:us-east-1:1:cluster/apps-2",
      }),
      named("aws:elasticbeanstalk/environment:Environment", "e", { autoscalingGroups: ["awseb-3"] }),
      named("aws:rds/instance:Instance", "databases", { identifier: "ladder-dev-4" }),
    ];
    const databases = { DBInstanceIdentifier: "ladder-dev-4" };
    expect(watchedOf({ outputs: {}, resources }, "fargate")).to.deep.equal({
      services: { shop: { ClusterName: "apps-2", ServiceName: "shop-1" } },
      databases,
    });
    expect(watchedOf({ outputs: {}, resources }, "beanstalk")).to.deep.equal({
      machines: { AutoScalingGroupName: "awseb-3" },
      services: {},
      databases,
    });
  });
});
