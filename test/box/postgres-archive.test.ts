import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { archiveParameters } from "../../box/compose/postgres-archive";
import { outcomeOf } from "../../rig/command";

const name = "000000010000000000000003";

describe("What puts PostgreSQL's log aside", () => {
  let folder: string;
  let segment: string;
  let aside: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ladder-archive-"));
    segment = join(folder, "segment");
    aside = join(folder, "wal", `${name}.gz`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As PostgreSQL runs it, on a disk of which so much is in use. */
  async function putAside(content: string, percent = 50): Promise<number | null> {
    writeFileSync(segment, content);
    const command = (archiveParameters["archive_command"] ?? "")
      .replaceAll("%p", segment)
      .replaceAll("%f", name)
      .replaceAll("/wal", join(folder, "wal"));
    const script = `mkdir -p ${join(folder, "wal")}; df() { printf 'Use%%\\n ${percent}%%\\n'; }; ${command}`;
    return (await outcomeOf("sh", ["-c", script])).status;
  }
  const waiting = () => gunzipSync(readFileSync(aside)).toString();

  it("compresses a segment under its own name, and leaves nothing else", async () => {
    expect(await putAside("a segment")).to.equal(0);
    expect(waiting()).to.equal("a segment");
    expect(readdirSync(join(folder, "wal"))).to.deep.equal([`${name}.gz`]);
  });

  it("refuses to replace another segment of that name, which waits for its upload", async () => {
    await putAside("of the server before");
    expect(await putAside("of the server now")).to.equal(1);
    expect(waiting()).to.equal("of the server before");
    rmSync(aside);
    expect(await putAside("of the server now")).to.equal(0);
    expect(waiting()).to.equal("of the server now");
  });

  it("takes the same segment again, and one that is damaged for another", async () => {
    await putAside("a segment");
    expect(await putAside("a segment")).to.equal(0);
    writeFileSync(aside, gzipSync("a segment").subarray(0, 20));
    expect(await putAside("a segment")).to.equal(1);
  });

  it("lets a segment go where the disk is nearly full", async () => {
    expect(await putAside("a segment", 95)).to.equal(0);
    expect(existsSync(aside)).to.equal(false);
    expect(await putAside("a segment", 94)).to.equal(0);
    expect(existsSync(aside)).to.equal(true);
  });
});
