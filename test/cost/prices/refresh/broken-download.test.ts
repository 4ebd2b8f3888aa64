import { expect } from "chai";
import { offerCsv, onDemand } from "./offer-csv";
import { type Answer, cutOff, fails, inTurn, shortened, stalls, whole } from "./offer-server";
import { withRig } from "./refresh-rig";
import { rejection } from "./rejection";

const ECR = "AmazonECR/current/us-east-1/index.csv";
const row = onDemand("ECR", "TimedStorage-ByteHrs", "0.1000000000");
const good = offerCsv("AmazonECR", [row, onDemand("OTHER", "DataTransfer-Out-Bytes", "0.09")]);

/** Asserts that `answer` ends the refresh with `message` and leaves every file as it was. */
const leavesUntouched = (answer: string | Answer, message: RegExp, attempts: number, idleMs = 2_000) =>
  withRig({ [ECR]: answer }, async ({ refresh, files, requests }) => {
    const before = files();
    expect((await rejection(refresh({ idleMs }))).message).to.match(message);
    expect(files()).to.deep.equal(before);
    expect(requests.length).to.equal(attempts);
  });

describe("A broken download leaves the snapshot as it was", () => {
  it("when the connection breaks in the middle", () =>
    leavesUntouched(cutOff(good, good.length - 40), /index\.csv: the download broke off after \d+ bytes/, 3));

  it("when the file ends in the middle of a price, although the server calls it complete", () =>
    leavesUntouched(
      shortened(good, good.length - 5),
      /index\.csv: price 2 has \d+ of \d+ fields: cut off\?$/,
      1,
    ));

  it("when the file ends inside quotes", () =>
    leavesUntouched(
      shortened(good, good.lastIndexOf("Region") + 3),
      /index\.csv: the text ends inside a quoted field: cut off\?$/,
      1,
    ));

  it("when the file ends after the header", () =>
    leavesUntouched(offerCsv("AmazonECR", []), /index\.csv: the file has no prices$/, 1));

  it("when the file ends before the header", () =>
    leavesUntouched(shortened(good, 60), /index\.csv: the text ends inside a quoted field: cut off\?$/, 1));

  it("when the server keeps failing, after three attempts", () =>
    leavesUntouched(fails(503), /index\.csv: the server answered 503$/, 3));

  it("when the file does not exist, at once", () =>
    leavesUntouched(fails(404), /index\.csv: the server answered 404$/, 1));

  it("when the server falls silent", () =>
    leavesUntouched(stalls(good), /index\.csv: nothing arrived for 0\.2 s, after 100 bytes$/, 3, 200));

  it("when it is a page of some proxy", () =>
    leavesUntouched("<html><body>Please sign in</body></html>\n", /index\.csv: not an AWS offer file/, 1));

  it("when it is a long page of some proxy", () =>
    leavesUntouched(
      Array.from({ length: 50 }, (_, line) => `<p>${line}</p>\n`).join(""),
      /not an AWS offer file/,
      1,
    ));

  it("when it is another service's file", () =>
    leavesUntouched(
      offerCsv("AmazonEFS", [row]),
      /index\.csv: expected the offer AmazonECR, got AmazonEFS$/,
      1,
    ));

  it("when it is another region's file", () =>
    leavesUntouched(
      offerCsv("AmazonECR", [{ ...row, "Region Code": "eu-west-1" }]),
      /index\.csv: expected prices of us-east-1, got eu-west-1$/,
      1,
    ));

  it("when a price is not a number", () =>
    leavesUntouched(
      offerCsv("AmazonECR", [{ ...row, PricePerUnit: "n/a" }]),
      /index\.csv: ECR\.JRTCKXETXF\.6YS6EN2CT7 has the price "n\/a"$/,
      1,
    ));

  it("when a price is not in dollars", () =>
    leavesUntouched(
      offerCsv("AmazonECR", [{ ...row, Currency: "CNY" }]),
      /index\.csv: ECR\.JRTCKXETXF\.6YS6EN2CT7 is in CNY$/,
      1,
    ));

  it("when a price it read before is gone, as in a file cut off between two prices", () => {
    const other = onDemand("OTHER", "DataTransfer-Out-Bytes", "0.09");
    const answers = inTurn(whole(offerCsv("AmazonECR", [other, row])), whole(offerCsv("AmazonECR", [other])));
    return withRig({ [ECR]: answers }, async ({ refresh, files }) => {
      await refresh();
      const before = files();
      expect((await rejection(refresh({ today: "2026-12-01" }))).message).to.equal(
        "ecr / storage in us-east-1 was in AWS's files on 2026-11-18 and is gone",
      );
      expect(files()).to.deep.equal(before);
    });
  });

  it("when one of several files is broken, also for those that were complete", () => {
    const files = {
      [ECR]: offerCsv("AmazonECR", [{ ...row, PricePerUnit: "0.1100000000" }]),
      "AmazonEFS/current/us-east-1/index.csv": fails(500),
    };
    return withRig(files, async ({ refresh, files: onDisk }) => {
      const before = onDisk();
      expect((await rejection(refresh())).message).to.match(/AmazonEFS.* the server answered 500$/);
      expect(onDisk()).to.deep.equal(before);
    });
  });
});

describe("A refresh starts a file over", () => {
  it("after a server error and a broken connection", () =>
    withRig(
      { [ECR]: inTurn(fails(500), cutOff(good, 300), whole(good)) },
      async ({ refresh, price, requests }) => {
        await refresh();
        expect(price("ecr", "storage").source).to.equal("awsOffers");
        expect(requests.length).to.equal(3);
      },
    ));

  it("but not while a slow server still sends", () => {
    const slow: Answer = (response) => {
      response.writeHead(200);
      const step = Math.ceil(good.length / 6);
      const send = (from: number): void => {
        response.write(good.slice(from, from + step));
        if (from + step >= good.length) response.end();
        else setTimeout(() => send(from + step), 60);
      };
      send(0);
    };
    return withRig({ [ECR]: slow }, async ({ refresh, requests }) => {
      await refresh({ idleMs: 250 });
      expect(requests.length).to.equal(1);
    });
  });
});
