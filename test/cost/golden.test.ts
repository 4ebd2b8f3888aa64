import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Decimal } from "decimal.js";
import { readGolden, review, shown, updateGolden } from "./golden-cases";

const files = readdirSync(join(__dirname, "..", "golden", "cost")).filter((file) => file.endsWith(".json"));

describe("cost of each service, against sums made by hand", () => {
  for (const file of files) {
    if (process.env["UPDATE"] === "1") updateGolden(file);
    const { source, cases } = readGolden(file);

    describe(file, () => {
      it("names a public source of its rule", () => expect(source).to.match(/^https:\/\//));

      for (const each of cases) {
        it(each.title, () => {
          const result = review(each);
          const { lines, free, unknown } = shown(result);
          expect({ lines, free, unknown }).to.deep.equal({
            lines: each.lines,
            free: each.free,
            unknown: each.unknown,
          });
          expect(result.lines.map(({ monthly }) => monthly)).to.deep.equal(each.arithmetic.map(byHand));
        });
      }
    });
  }
});

/** Reckons `2 * 730 * 0.5 + 3 = 733` and returns the right side, after checking that it is right. */
function byHand(sum: string): number {
  const [left = "", right = ""] = sum.split(" = ");
  const value = left.split(" + ").reduce((total, term) => total.plus(termOf(term)), new Decimal(0));
  expect(value.toDecimalPlaces(6).toNumber(), sum).to.equal(Number(right));
  return Number(right);
}

function termOf(term: string): Decimal {
  const [first = "", ...rest] = term.split(" ");
  let value = new Decimal(first);
  for (let index = 0; index < rest.length; index += 2) {
    const number = new Decimal(rest[index + 1] ?? "");
    value = rest[index] === "*" ? value.times(number) : value.dividedBy(number);
  }
  return value;
}
