import { expect } from "chai";
import fc from "fast-check";
import { CsvReader, formatCsv, parseCsv } from "../../../cost/prices/csv";

describe("CSV", () => {
  it("keeps commas, quotes and line breaks that stand inside quotes", () => {
    expect(parseCsv('"a,b","say ""hi""","two\nlines",,plain\n')).to.deep.equal([
      ["a,b", 'say "hi"', "two\nlines", "", "plain"],
    ]);
  });

  it("reads Windows line breaks and a last line without one", () => {
    expect(parseCsv('a,b\r\n"c",d')).to.deep.equal([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("keeps empty fields at both ends of a line", () => {
    expect(parseCsv(",x,\n")).to.deep.equal([["", "x", ""]]);
  });

  it("refuses a text that ends inside quotes", () => {
    expect(() => parseCsv('a,"b')).to.throw("the text ends inside a quoted field");
  });

  it("refuses to collect a record without end", () => {
    const reader = new CsvReader();
    expect(() => reader.push(`"${"x".repeat(2_000_000)}`)).to.throw(
      "a record is longer than 1000000 characters",
    );
  });

  it("gives the same records however the text is cut into pieces", () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é") });
    // A record of one empty field is an empty line, which CSV cannot tell from no record.
    const record = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(record), fc.integer({ min: 1, max: 7 }), (records, size) => {
        const text = records.map((fields) => `${formatCsv(fields)}\n`).join("");
        const reader = new CsvReader();
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const read = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
        expect(read).to.deep.equal(records);
      }),
    );
  });
});
