import { expect } from "chai";
import type { Tier } from "../../../settings/schema";
import { firstOn, weightsOf } from "../switch-stack";

/** From a managed tier; the two from the box, which move data, are in switching.test.ts. */
const pairs = [
  ["beanstalk", "fargate"],
  ["beanstalk", "compose"],
  ["fargate", "compose"],
] as const;

const title = (...tiers: readonly Tier[]) => tiers.toSorted((a, b) => order(a) - order(b)).join("+");
const order = (tier: Tier) => ["compose", "beanstalk", "fargate"].indexOf(tier);
const home = (...tiers: readonly Tier[]) => (tiers.includes("compose") ? "box, rds" : "rds");

describe("engine: a switch from a managed tier", () => {
  for (const [from, to] of pairs)
    it(`${from} to ${to} and back moves no data, keeps the other as standby, and leaves nothing to change`, async () => {
      const stack = await firstOn(from);
      const both = `${title(from, to)}; ${home(from, to)}; data rds`;
      await stack.succeeds({ tier: to });
      expect(await stack.shape()).to.equal(both);
      expect(stack.weights()).to.deep.equal(weightsOf(to, from));
      await stack.changesNothingMore();
      await stack.succeeds({ tier: from });
      expect(await stack.shape()).to.equal(both);
      expect(stack.weights()).to.deep.equal(weightsOf(from, to));
      expect(stack.deployment.box.moves()).to.deep.equal([]);
    });
});
