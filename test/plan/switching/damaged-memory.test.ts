import { expect } from "chai";
import { refuseDamagedMemory } from "../../../plan/switching/damaged-memory";
import { assumedResources } from "../../../plan/switching/assumed";
import type { DeployedResource } from "../../../plan/deployed";
import { StateError } from "../../../settings/state-error";

/** A stack on beanstalk, with one of its resources changed. */
function stack(name?: string, outputs: Readonly<Record<string, unknown>> = {}, tier: unknown = "beanstalk") {
  const resources = assumedResources("beanstalk", "auto").map((one) =>
    one.name === name ? { ...one, outputs } : one,
  );
  return { outputs: { tier }, resources };
}

const latch = (output: unknown) => () => refuseDamagedMemory(stack("latch-beanstalk", { output }));

describe("What a stack remembers", () => {
  it("is read as updates write it, and of a new stack", () => {
    refuseDamagedMemory(stack());
    refuseDamagedMemory({ outputs: {}, resources: [] });
    refuseDamagedMemory(stack("data-home", {}));
    // Later versions may add to it.
    latch({ value: "retiring", serial: 3, why: "" })();
  });

  it("is not guessed from a damaged latch: its tier would be taken for gone, and deleted", () => {
    for (const output of [undefined, null, "yes", { value: "maybe", serial: 1 }, { value: "yes" }])
      expect(latch(output)).to.throw(StateError, /: latch-beanstalk/);
    expect(latch({ value: "yes", serial: "x" })).to.throw(StateError, /: latch-beanstalk\.serial: /);
    expect(latch({ value: "yes", serial: -1 })).to.throw(StateError, /: latch-beanstalk\.serial: /);
  });

  it("is not whole without the latch of what is there: it would be taken for never made", () => {
    const volume = { type: "aws:ebs/volume:Volume", name: "data", outputs: {} };
    const server = { type: "aws:rds/instance:Instance", name: "databases", outputs: {} };
    const left = (gone: readonly string[], ...more: readonly DeployedResource[]) => {
      const { outputs, resources } = stack();
      const kept = resources.filter(({ name }) => !gone.includes(name));
      return () => refuseDamagedMemory({ outputs, resources: [...kept, ...more] });
    };
    const managed = ["latch-fargate", "latch-rds", "latch-beanstalk"];
    expect(left(["latch-beanstalk"])).to.throw(
      StateError,
      /: latch-beanstalk: it is missing, and what it tells of is there\. Nothing was touched\./,
    );
    expect(left(["latch-compose"], volume)).to.throw(StateError, /: latch-compose: it is missing/);
    expect(left([...managed, "beanstalk"], server)).to.throw(StateError, /: latch-rds: it is missing/);
    // On a box with nothing but RDS beside it, what the others say does not tell of RDS.
    const box = assumedResources("compose", "rds").filter(({ name }) => name !== "latch-rds");
    expect(() =>
      refuseDamagedMemory({ outputs: { tier: "compose" }, resources: [...box, volume, server] }),
    ).to.throw(StateError, /: latch-rds: it is missing/);
    // A tier that a newer version knows has none yet; a stack from before there were latches has none at all.
    left(["latch-fargate"], volume, server)();
    left([...managed, "latch-compose"], volume, server)();
  });

  it("is refused when a newer version wrote it, which has more tiers", () => {
    const built = { kubernetes: 1 };
    expect(() =>
      refuseDamagedMemory(stack("last-success", { output: { built, retired: {}, removed: {} } })),
    ).to.throw(StateError, /: last-success\.built: /);
    expect(() => refuseDamagedMemory(stack(undefined, {}, "kubernetes"))).to.throw(
      StateError,
      /: the output tier: /,
    );
  });

  it("is refused where it says nonsense of the data", () => {
    expect(() => refuseDamagedMemory(stack("data-home", { at: "moon" }))).to.throw(
      StateError,
      /: data-home: /,
    );
    expect(() => refuseDamagedMemory(stack("latch-data", { output: { want: "rds", serial: 1 } }))).to.throw(
      StateError,
      /: latch-data\.everBox: /,
    );
  });
});
