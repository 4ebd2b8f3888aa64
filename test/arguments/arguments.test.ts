import { expect } from "chai";
import { evaluated } from "../evaluated";
import { argumentProblems } from "./argument-problems";
import { stacks } from "./stacks";

describe("arguments of every resource", function () {
  this.timeout(60_000);

  for (const [stack, set] of stacks) {
    it(`are what the provider declares and AWS takes: ${stack} ${set.join(" ").slice(0, 120)}`, async () => {
      const { resources } = await evaluated(stack, set);
      expect(resources.flatMap(argumentProblems)).to.deep.equal([]);
    });
  }
});
