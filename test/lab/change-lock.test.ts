import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { exclusively } from "../../lab/change-lock";
import { labFolder } from "../../lab/lab-folder";
import { until } from "../../rig/command";

const root = resolve(__dirname, "../..");

describe("a change of the lab", () => {
  const parent = mkdtempSync(join(tmpdir(), "lab-"));
  const folder = labFolder(join(parent, "lab"));
  const text = () => readFileSync(folder.changeLock, "utf8");
  after(() => rmSync(parent, { recursive: true }));

  /** Another process that holds the lock until it is killed. */
  const holder = async () => {
    const program = `
      const { exclusively } = require("./lab/change-lock");
      exclusively({ changeLock: process.argv[1] }, () => new Promise((done) => setTimeout(done, 60_000)));`;
    const words = ["--require", "./scripts/loader.cjs", "-e", program, folder.changeLock];
    const child = spawn(process.execPath, words, { cwd: root, stdio: "ignore" });
    const holds = () => Promise.resolve(text() === String(child.pid));
    await until("the other process has the lock", 20, holds);
    return child;
  };
  const refusal = (work: Promise<unknown>) => work.then(() => "none", String);

  it("is made alone, gives back what it gives, and makes room for the next when it fails", async () => {
    expect(await exclusively(folder, () => Promise.resolve(text()))).to.equal(String(process.pid));
    expect(text()).to.equal("");
    const failed = exclusively(folder, () => Promise.reject(new Error("broken")));
    expect(await refusal(failed)).to.equal("Error: broken");
    expect(await exclusively(folder, () => Promise.resolve("fine"))).to.equal("fine");
  });

  it("refuses another one of the same process", async () => {
    const second = exclusively(folder, () => exclusively(folder, () => Promise.resolve()));
    expect(await refusal(second)).to.equal(
      `Error: The lab is being changed already, by process ${process.pid}: wait until that has ended.`,
    );
  });

  it("refuses another process's, names it, and goes on once that one was killed", async () => {
    writeFileSync(folder.changeLock, "");
    const other = await holder();
    const gone = new Promise((done) => other.once("exit", done));
    try {
      expect(await refusal(exclusively(folder, () => Promise.resolve()))).to.equal(
        `Error: The lab is being changed already, by process ${other.pid}: wait until that has ended.`,
      );
    } finally {
      other.kill("SIGKILL");
    }
    await gone;
    expect(text()).to.equal(String(other.pid));
    expect(await exclusively(folder, () => Promise.resolve(text()))).to.equal(String(process.pid));
  });
});
