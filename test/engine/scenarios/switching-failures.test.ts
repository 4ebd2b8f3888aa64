import { expect } from "chai";
import type { Control } from "../../../rig/provider/control";
import { onlyFiles, onlyServers } from "../removed";
import { firstOn, type SwitchStack } from "../switch-stack";

type Failure = Omit<NonNullable<Control["failures"]>[number], "message" | "operation">;

/** What AWS refuses on the way from the box, and how far the switch is then. */
const steps: readonly (Failure & { readonly tier: "beanstalk" | "fargate"; readonly after: RegExp })[] = [
  {
    tier: "beanstalk",
    type: "aws:rds/instance:Instance",
    name: "databases",
    after: /^compose; box; data box$/,
  },
  {
    tier: "beanstalk",
    type: "aws:elasticbeanstalk/environment:Environment",
    name: "single",
    after: /^compose; box, rds; data rds$/,
  },
  {
    tier: "beanstalk",
    type: "aws:route53/record:Record",
    name: "beanstalk-shop.example.com",
    after: /^compose\+beanstalk; box, rds; data rds$/,
  },
  {
    tier: "fargate",
    type: "aws:ecs/service:Service",
    name: "shop",
    after: /^compose(\+fargate)?; box, rds; data rds$/,
  },
  {
    tier: "fargate",
    type: "aws:route53/record:Record",
    name: "fargate-shop.example.com",
    after: /^compose\+fargate; box, rds; data rds$/,
  },
];

/** Goes back from where it failed, in a copy, and then on. */
async function bothWays(stack: SwitchStack, tier: "beanstalk" | "fargate"): Promise<void> {
  const changed = stack.copy();
  const begun = changed.workers().at(-1);
  const back = await changed.succeeds({ tier: "compose" });
  // What was given up is deleted last: as long as it may run workers, the box starts none.
  const held = begun === tier;
  expect(changed.workers()).to.deep.equal(held ? [tier, "nowhere"] : [...new Set([begun, "compose"])]);
  expect(back.stdout.includes(`Workers start nowhere yet: ${tier} may run them`)).to.equal(held);
  expect(await changed.shape()).to.match(/^compose; box, rds; data (box|rds)$/);
  expect(changed.weights()).to.deep.equal({ "compose-shop.example.com": 100 });
  if (held) await changed.succeeds({ tier: "compose" });
  expect(changed.workers().at(-1)).to.equal("compose");
  await stack.succeeds({ tier });
  expect(stack.workers().at(-1)).to.equal(tier);
  expect(stack.workers().filter((one) => one.includes("+"))).to.deep.equal([]);
  expect(await stack.shape()).to.equal(`compose+${tier}; box, rds; data rds`);
}

describe("engine: a switch from the box that fails", () => {
  for (const { tier, type, name, after } of steps)
    it(`at ${type} of ${tier} goes on with the next update, or back when the mind has changed`, async () => {
      const stack = await firstOn("compose");
      const failure = { operation: "create", type, name, message: "AWS has none left" } as const;
      stack.deployment.control({ failures: [failure] });
      await stack.fails({ tier }, "AWS has none left");
      expect(await stack.shape()).to.match(after);
      expect(stack.weights()["compose-shop.example.com"]).to.equal(100);
      stack.deployment.control({});
      await bothWays(stack, tier);
    });

  it("with a newer PostgreSQL before the data has moved goes back to the older one, and RDS may be retired", async () => {
    const stack = await firstOn("compose");
    const postgres = (major: number) =>
      stack.deployment.edit((settings) => settings.setIn(["config", "ladder:box", "postgres"], major));
    const failure = {
      operation: "create",
      type: "aws:lambda/invocation:Invocation",
      name: "make-databases",
    } as const;
    stack.deployment.control({ failures: [{ ...failure, message: "AWS has none left" }] });
    postgres(18);
    await stack.fails({ tier: "beanstalk" }, "AWS has none left");
    expect(await stack.shape()).to.equal("compose; box, rds; data box");
    stack.deployment.control({});
    postgres(17);
    const { calls } = await stack.succeeds({ tier: "compose" });
    expect(calls.filter(({ type }) => type.startsWith("aws:rds/"))).to.deep.equal([]);
    const { diagnostics } = await stack.set({ tier: "beanstalk" }).preview();
    expect(diagnostics).to.include(
      "box.postgres: RDS does not go back to an older major version; got 17; allowed 18",
    );
    const retire = { tier: "compose", retire: "beanstalk" } as const;
    await stack.succeeds(retire);
    await stack.succeeds(retire, [...onlyServers, ...onlyFiles]);
    expect(await stack.shape()).to.equal("compose; box; data box");
    expect(stack.deployment.box.moves()).to.deep.equal([]);
  });

  it("in an app's migration on fargate starts nothing of it there, and says what it wrote", async () => {
    const stack = await firstOn("compose");
    stack.deployment.ecs.fate({ migrations: { shop: 3 }, log: ["relation orders exists"] });
    const { calls, stdout } = await stack.fails(
      { tier: "fargate" },
      "The migration of shop failed: it ended with 3",
    );
    expect(stdout).to.include("relation orders exists");
    expect(calls.map(({ type, name }) => `${type} ${name}`)).to.not.include("aws:ecs/service:Service shop");
    expect(stack.weights()).to.deep.equal({ "compose-shop.example.com": 100 });
    stack.deployment.ecs.fate({});
    await bothWays(stack, "fargate");
  });
});
