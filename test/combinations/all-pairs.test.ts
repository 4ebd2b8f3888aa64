import { expect } from "chai";
import fc from "fast-check";
import { allPairs, excluded, pairsOf, type Exclusion } from "./all-pairs";

const factors = fc.dictionary(
  fc.stringMatching(/^[a-f]$/),
  fc.uniqueArray(fc.stringMatching(/^[0-9]$/), { minLength: 1, maxLength: 4 }),
  { minKeys: 2, noNullPrototype: true },
);

describe("combinations of settings", () => {
  it("have every pair of values that go together, and none that do not", () => {
    fc.assert(
      fc.property(factors, (all) => {
        // The first values go with everything, so that each row can be filled.
        const lasts = Object.entries(all).flatMap(([name, values]) =>
          values.length > 1 ? [`${name}=${values.at(-1) ?? ""}`] : [],
        );
        const exclusions: Exclusion[] = lasts.slice(1).map((last) => [lasts[0] ?? "", last]);
        const rows = allPairs(all, exclusions).map((row) =>
          Object.keys(all).map((name) => `${name}=${row[name] ?? "nothing"}`),
        );
        for (const pair of pairsOf(all).map((one) => one.split(" ")))
          expect(rows.some((row) => pair.every((choice) => row.includes(choice)))).to.equal(
            !excluded(pair, exclusions),
          );
      }),
    );
  });

  it("are far fewer than all of them: ten choices of three values in 30 rows at most", () => {
    const all = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}`, ["0", "1", "2"]]));
    expect(allPairs(all).length).to.be.within(9, 30);
  });
});
