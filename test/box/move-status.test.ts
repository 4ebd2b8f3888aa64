import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

describe("what a box says about where its data is", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-move-status-"));
  const state = join(folder, "state");
  after(() => rmSync(folder, { recursive: true }));

  const status = () => {
    const env = { ...process.env, LADDER_FOLDER: folder, LADDER_STATE: state, LADDER_RUN: folder };
    const said = execFileSync("python3", ["-B", "box/programs/move", "status", "--json"], { env });
    return JSON.parse(said.toString()) as { mounted: boolean; dataHome: string | null };
  };

  it("is nothing while its volume is not mounted: what lies on RDS must not count as on a fresh box", () => {
    const dataHome = { fresh: "box", reachable: ["box", "rds"] };
    writeFileSync(join(folder, "box.json"), JSON.stringify({ dataHome, apps: [] }));
    expect(status()).to.include({ mounted: false, dataHome: null });
    mkdirSync(state);
    expect(status()).to.include({ mounted: true, dataHome: "box" });
    writeFileSync(join(state, "data-home"), "rds\n");
    expect(status()).to.include({ mounted: true, dataHome: "rds" });
  });
});
