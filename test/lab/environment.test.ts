import { expect } from "chai";
import { Environment, type EnvironmentHands } from "../../lab/beanstalk/environment";
import type { LabInstance, Version } from "../../lab/beanstalk/instance";

/** Instances that take every version but those in `refused`, and a list of all that happened to them. */
function staged(refused: readonly string[] = []) {
  const events: string[] = [];
  let last = 0;
  const hands: EnvironmentHands = {
    launch: () => {
      const name = `i${(last += 1)}`;
      events.push(`${name} is launched`);
      const instance = {
        ...{ name, cause: "" },
        box: { remove: () => Promise.resolve(events.push(`${name} is removed`)) },
        deploy: ({ label }: Version, leader: boolean) => {
          events.push(`${name} takes ${label}${leader ? " as leader" : ""}`);
          if (refused.includes(`${name} ${label}`)) instance.cause = "the migration failed of todo";
          return Promise.resolve(instance.cause === "");
        },
      };
      return Promise.resolve(instance as unknown as LabInstance);
    },
    admit: ({ name }) => Promise.resolve(void events.push(`${name} is let in`)),
    withdraw: ({ name }) => Promise.resolve(void events.push(`${name} is let out`)),
  };
  return { events, hands };
}

const version = (label: string): Version => ({
  ...{ label, archive: Buffer.from(""), extensions: "", authorities: "" },
});

describe("an environment of Elastic Beanstalk in the lab", () => {
  it("starts all instances with one leader, and is ready when requests are let in", async () => {
    const { events, hands } = staged();
    const environment = new Environment("e", 2, true, hands);
    await environment.launch(version("one"));
    expect(events).to.deep.equal([
      "i1 is launched",
      "i2 is launched",
      "i1 takes one as leader",
      "i2 takes one",
      "i1 is let in",
      "i2 is let in",
    ]);
    expect([environment.status, environment.version]).to.deep.equal(["Ready", "one"]);
  });

  it("updates behind a load balancer one by one beside an additional instance, so that none is missing", async () => {
    const { events, hands } = staged();
    const environment = new Environment("e", 2, true, hands);
    await environment.launch(version("one"));
    events.length = 0;
    await environment.deploy(Promise.resolve(version("two")));
    expect(events).to.deep.equal([
      "i3 is launched",
      "i3 takes two as leader",
      "i3 is let in",
      "i1 is let out",
      "i1 takes two",
      "i1 is let in",
      "i2 is let out",
      "i2 takes two",
      "i2 is let in",
      "i3 is let out",
      "i3 is removed",
    ]);
    expect([environment.version, environment.instances.map(({ name }) => name)]).to.deep.equal([
      "two",
      ["i1", "i2"],
    ]);
  });

  it("goes on with the version before when the additional instance does not take the new one, and says why", async () => {
    const { events, hands } = staged(["i2 two"]);
    const environment = new Environment("e", 1, true, hands);
    await environment.launch(version("one"));
    events.length = 0;
    await environment.deploy(Promise.resolve(version("two")));
    expect(events).to.deep.equal([
      "i2 is launched",
      "i2 takes two as leader",
      "i2 is let out",
      "i2 is removed",
    ]);
    const { status, version: label, events: said } = environment;
    expect([status, label, said]).to.deep.equal([
      "Ready",
      "one",
      ["the deployment to e failed: i2: the migration failed of todo"],
    ]);
  });

  it("says that it does not know a version, and goes on", async () => {
    const environment = new Environment("e", 1, false, staged().hands);
    await environment.launch(version("one"));
    await environment.deploy(Promise.reject(new Error("Elastic Beanstalk knows no version two")));
    const { status, version: label, events } = environment;
    expect([status, label, events]).to.deep.equal([
      "Ready",
      "one",
      ["Elastic Beanstalk knows no version two"],
    ]);
  });

  it("deploys to a single instance in its place", async () => {
    const { events, hands } = staged();
    const environment = new Environment("e", 1, false, hands);
    await environment.launch(version("one"));
    events.length = 0;
    await environment.deploy(Promise.resolve(version("two")));
    expect(events).to.deep.equal(["i1 takes two as leader"]);
  });

  it("ends a creation whose version no instance takes with the reason", async () => {
    const environment = new Environment("e", 1, false, staged(["i1 one"]).hands);
    const said = await environment.launch(version("one")).catch(String);
    expect(said).to.equal("Error: the deployment to e failed: i1: the migration failed of todo");
  });
});
