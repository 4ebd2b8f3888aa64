import { expect } from "chai";
import { EcsService, type TaskHands } from "../../lab/fargate/ecs-service";
import type { Task } from "../../lab/fargate/task";

/** A task without a container. */
interface Copy {
  readonly since: number;
  readonly version: string;
  isRunning: boolean;
  draining: boolean;
  stoppedBecause?: string;
}

const wish = {
  taskDefinition: "v1",
  ...{ desired: 1, minimumPercent: 100, maximumPercent: 200, graceSeconds: 60 },
  breaker: { enable: true, rollback: true },
};

describe("a service of the lab's ECS", () => {
  let copies: Copy[];
  let service: EcsService;
  const hands: TaskHands = {
    start: (version) => {
      if (version === "none") return Promise.reject(new Error("no such image"));
      const copy = { since: Date.now(), version, isRunning: version !== "broken", draining: false };
      copies.push(copy);
      return Promise.resolve(copy as unknown as Task);
    },
    health: ({ isRunning }) => (isRunning ? "healthy" : "unhealthy"),
    end: (task, reason) => {
      Object.assign(task, { isRunning: false, stoppedBecause: reason });
      return Promise.resolve();
    },
  };
  const running = () => copies.filter(({ isRunning }) => isRunning).map(({ version }) => version);
  const tend = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) await service.tend();
  };

  beforeEach(async () => {
    copies = [];
    service = new EcsService("shop", wish, hands);
    await tend(2);
    expect([running(), service.deployments[0]?.state]).to.deep.equal([["v1"], "COMPLETED"]);
  });

  it("replaces its copy by one of the new version", async () => {
    service.deploy("v2");
    await tend(3);
    expect([running(), service.deployments.length, service.deployments[0]?.state]).to.deep.equal([
      ["v2"],
      1,
      "COMPLETED",
    ]);
  });

  for (const version of ["broken", "none"])
    it(`goes back to the version before after three copies of ${version} that failed`, async () => {
      const before = service.deployments[0]?.id;
      service.deploy(version);
      await tend(6);
      expect(running()).to.deep.equal(["v1"]);
      expect(service.deployments.map(({ id, state }) => [id, state])).to.deep.equal([[before, "COMPLETED"]]);
      expect(service.events).to.include(`(service shop) rolling back to deployment ${before}.`);
    });

  it("starts a copy anew that ended by itself", async () => {
    for (const copy of copies) copy.isRunning = false;
    await tend(1);
    expect(running()).to.deep.equal(["v1"]);
    expect(service.stopped.length).to.equal(1);
  });

  it("ends all its copies when it is removed", async () => {
    await service.close();
    expect(running()).to.deep.equal([]);
  });
});
