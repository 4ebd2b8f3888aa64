import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { fill, filledNow, ranges } from "../../lab/filled";
import { dataBytes, sizeText } from "../../lab/data-size";
import { rowsOf, type RowRange } from "../../lab/filling";
import { labFolder } from "../../lab/lab-folder";

const steps = {
  step: <Result>(_: string, work: () => Promise<Result>) => work(),
  note: () => undefined,
};

describe("a size of data", () => {
  it("is 1 MB to 20 GB, with its unit", () => {
    expect(["1MB", "100MB", "1GB", "20GB", "20000MB"].map(dataBytes)).to.deep.equal([
      1e6, 100e6, 1e9, 20e9, 20e9,
    ]);
    const others = ["", "0MB", "100", "01MB", "1.5GB", "1 GB", "-1MB", "21GB", "20001MB", "1TB", "1gb"];
    expect(others.filter((text) => dataBytes(text) !== undefined)).to.deep.equal([]);
  });

  it("is said as it was asked for", () => {
    expect([1e6, 100e6, 2e9, 2500e6].map(sizeText)).to.deep.equal(["1 MB", "100 MB", "2 GB", "2500 MB"]);
  });
});

describe("a database that is filled", () => {
  const path = mkdtempSync(join(tmpdir(), "lab-"));
  const folder = labFolder(path);
  const asked: RowRange[] = [];
  let fingerprint = "489 1";
  const answer = async (message: IncomingMessage) => {
    let text = "";
    for await (const part of message) text += String(part);
    if (message.url !== "/fill") return fingerprint;
    asked.push(JSON.parse(text) as RowRange);
    return {};
  };
  const server = createServer((message, response) => {
    void answer(message).then((value) => response.end(JSON.stringify(value)));
  });
  before(() => once(server.listen(folder.socket), "listening"));
  after(() => {
    server.close();
    rmSync(path, { recursive: true });
  });

  it("gets every row once, in parts", () => {
    for (const rows of [1, 19, 20, 21, 489, 9_765_625]) {
      const all = ranges(rows);
      expect([all[0]?.from, all.at(-1)?.to]).to.deep.equal([1, rows]);
      expect(all.slice(1).every(({ from }, index) => from === (all[index]?.to ?? 0) + 1)).to.equal(true);
      expect(all.length).to.be.at.most(20);
    }
  });

  it("is compared with nothing before", async () => {
    expect(await filledNow(folder, steps)).to.equal(undefined);
  });

  it("is refused when it has not all rows", async () => {
    fingerprint = "488 1";
    const said = await fill(folder, 1e6, steps).then(() => "none", String);
    expect(said).to.equal("Error: The database was to have 489 rows, and has 488.");
    expect(existsSync(folder.filled)).to.equal(false);
  });

  it("is unchanged as long as its rows have the same sum", async () => {
    fingerprint = "489 1";
    asked.length = 0;
    await fill(folder, 1e6, steps);
    expect(rowsOf(1e6)).to.equal(489);
    expect(asked).to.deep.equal(ranges(489));
    expect(JSON.parse(readFileSync(folder.filled, "utf8"))).to.deep.equal({ bytes: 1e6, fingerprint });
    expect(await filledNow(folder, steps)).to.deep.equal({ bytes: 1e6, unchanged: true });
    fingerprint = "489 2";
    expect(await filledNow(folder, steps)).to.deep.equal({ bytes: 1e6, unchanged: false });
  });
});
