import { expect } from "chai";
import moveRate from "../../../plan/data/move-rate.json";
import { knownSize, writeStopSeconds, writeStopText } from "../../../plan/switching/known-size";

const box = (outputs: object) => [
  { type: "pulumi-nodejs:dynamic/ladder:RunOnBox", name: "box-apply", outputs: { ...outputs } },
];
const size = { bytes: 175 * 2 ** 20, asOf: "2026-11-20" };

describe("How long a move of the databases stops writes", () => {
  it("is known from what the box said when it was last changed", () => {
    const outputs = { databaseBytes: size.bytes, databaseBytesAsOf: size.asOf };
    expect(knownSize(box(outputs), "box")).to.deep.equal(size);
  });

  it("is not known of a box that never said it, and of databases that are elsewhere", () => {
    const outputs = { databaseBytes: size.bytes, databaseBytesAsOf: size.asOf };
    expect(knownSize(box({}), "box")).to.equal(undefined);
    expect(knownSize([], "box")).to.equal(undefined);
    expect(knownSize(box(outputs), "rds")).to.equal(undefined);
    expect(knownSize(box(outputs), undefined)).to.equal(undefined);
  });

  it("is not known from what no volume holds, and from what is no day", () => {
    for (const [databaseBytes, databaseBytesAsOf] of [
      [1e30, "2026-11-20"],
      [-5, "2026-11-20"],
      [0, "2026-11-20"],
      [2 ** 46 + 1, "2026-11-20"],
      [2 ** 20, "not a day"],
    ])
      expect(knownSize(box({ databaseBytes, databaseBytesAsOf }), "box")).to.equal(undefined);
    const most = { databaseBytes: 2 ** 46, databaseBytesAsOf: "2026-11-20" };
    expect(knownSize(box(most), "box")).to.deep.equal({ bytes: 2 ** 46, asOf: "2026-11-20" });
  });

  it("is what every move takes, and the more the larger they are", () => {
    const { secondsAtAnySize, bytesPerSecond } = moveRate;
    expect(writeStopSeconds({ ...size, bytes: 0 })).to.equal(secondsAtAnySize);
    expect(writeStopSeconds({ ...size, bytes: 100 * bytesPerSecond })).to.equal(secondsAtAnySize + 100);
  });

  it("is told with the size, its day and the day of the measurement", () => {
    expect(writeStopText(size)).to.equal(
      `about ${writeStopSeconds(size)} seconds: 175 MB on 2026-11-20, at the rate measured on ${moveRate.asOf}`,
    );
  });
});
