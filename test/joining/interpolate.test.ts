import { expect } from "chai";
import fc from "fast-check";
import { interpolate } from "../../joining/compose/interpolate";

const variables = new Map([
  ["A", "1"],
  ["EMPTY", ""],
]);

/** Template -> text, as Compose's documentation says. */
const cases: readonly (readonly [template: string, text: string])[] = [
  ["$A-${A}", "1-1"],
  ["$$A", "$A"],
  ["$$$A", "$1"],
  ["${EMPTY:-x}", "x"],
  ["${EMPTY-x}", ""],
  ["${NONE-x}", "x"],
  ["${NONE:-${A:-y}}", "1"],
  ["${NONE:-${NONE2:-z}}", "z"],
  ["${A:+set}", "set"],
  ["${EMPTY:+set}", ""],
  ["${EMPTY+set}", "set"],
  ["${A:?must}", "1"],
  ["${NONE:?must}", ""],
  ["${NONE:-http://x:80/a}", "http://x:80/a"],
  ["${NONE:-}", ""],
  ["${A", "${A"],
  ["${1}", "${1}"],
  ["a$", "a$"],
];

describe("variables of a Compose file", () => {
  for (const [template, text] of cases) {
    it(`${template} becomes ${JSON.stringify(text)}`, () => {
      expect(interpolate(template, variables).text).to.equal(text);
    });
  }

  it("tells which have no value and no default", () => {
    expect(interpolate("$NONE ${B} ${C:-c} ${D:?d} $A", variables).unset).to.deep.equal(["NONE", "B", "D"]);
  });

  it("leaves every text alone that has no dollar sign", () => {
    const plain = fc.string({ unit: "binary" }).filter((text) => !text.includes("$"));
    fc.assert(fc.property(plain, (text) => interpolate(text, variables).text === text));
  });

  it("ends for every text", () => {
    const pieces = fc.array(fc.constantFrom("$", "{", "}", ":-", "A", "NONE", "${", "$$"), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, (parts) => typeof interpolate(parts.join(""), variables).text === "string"),
    );
  });
});
