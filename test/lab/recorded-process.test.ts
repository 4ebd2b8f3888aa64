import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { recordedRuns, runsProgram } from "../../lab/recorded-process";

describe("a process of the lab", () => {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  const file = join(folder, "process.pid");
  after(() => rmSync(folder, { recursive: true }));

  it("runs when its number is that program's, and no longer once it has ended", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 60000)", "lab-program"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    writeFileSync(file, String(pid));
    try {
      expect([runsProgram(pid, "lab-program"), recordedRuns(file, "lab-program")]).to.deep.equal([
        true,
        true,
      ]);
      expect(runsProgram(pid, "another-program")).to.equal(false);
    } finally {
      child.kill("SIGKILL");
    }
    await once(child, "exit");
    expect([runsProgram(pid, "lab-program"), recordedRuns(file, "lab-program")]).to.deep.equal([
      false,
      false,
    ]);
  });

  it("does not run when nothing was written down", () => {
    expect(recordedRuns(join(folder, "nothing.pid"), "lab-program")).to.equal(false);
  });

  it("may end at any moment while it is asked for", async () => {
    for (let round = 0; round < 10; round += 1) {
      const child = spawn("sleep", ["0.05"]);
      const ended = once(child, "exit");
      let over = false;
      void ended.then(() => (over = true));
      while (!over) {
        runsProgram(child.pid ?? 0, "sleep");
        await new Promise((done) => setImmediate(done));
      }
      expect(runsProgram(child.pid ?? 0, "sleep")).to.equal(false);
    }
  });
});
