import { expect } from "chai";
import { rules } from "../../policy/rules";
import { argumentProblems } from "../arguments/argument-problems";
import { evaluated, type EvaluatedStack } from "../evaluated";
import { allPairs } from "./all-pairs";
import { choices } from "./factors";
import { optionProblems } from "./option-problems";
import { stackOfRow } from "./stack-of-row";

const shape = ({ resources }: EvaluatedStack) => resources.map(({ urn, options }) => ({ urn, options }));

describe("every two settings together that change the set of resources", function () {
  this.timeout(60_000);

  for (const [tier, { factors, exclusions }] of Object.entries(choices))
    for (const row of allPairs(factors, exclusions)) {
      const title = Object.entries(row)
        .filter(([name, value]) => factors[name]?.[0] !== value)
        .map((choice) => choice.join("="))
        .join(" ");

      it(`give the same in preview and update, keep the rules and are taken by AWS: ${tier} ${title}`, async () => {
        const set = stackOfRow(tier, row);
        const update = await evaluated("dev", set);
        expect(shape(await evaluated("dev", set, "unknown"))).to.deep.equal(shape(update));
        const { resources } = update;
        expect(new Set(resources.map(({ urn }) => urn)).size).to.equal(resources.length);
        const broken = rules.flatMap((rule) => rule.broken(resources).map((urn) => `${rule.title}: ${urn}`));
        expect([
          ...broken,
          ...resources.flatMap(argumentProblems),
          ...optionProblems(resources),
        ]).to.deep.equal([]);
      });
    }
});
