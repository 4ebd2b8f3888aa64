import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { About } from "../../lab/about";
import { labFolder } from "../../lab/lab-folder";
import { releaseStack } from "../../lab/stack-lock";

const about: About = {
  since: "",
  endpoints: { all: "", systemsManager: "", containers: "", beanstalk: "", names: "" },
};

describe("the lock of the lab's stack", () => {
  const path = mkdtempSync(join(tmpdir(), "lab-"));
  const said: string[] = [];
  const steps = {
    step: <Result>(_: string, work: () => Promise<Result>) => work(),
    note: (text: string) => void said.push(text),
  };
  const release = () => releaseStack(labFolder(path), about, steps);
  after(() => rmSync(path, { recursive: true }));

  it("is nothing to speak of before the first update", async () => {
    await release();
    expect(said).to.deep.equal([]);
  });

  it("refuses a second change with the process of the first", async () => {
    const pulumi = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 60000)", "pulumi"]);
    try {
      const locks = join(path, "state/.pulumi/locks/organization/ladder/lab");
      mkdirSync(locks, { recursive: true });
      writeFileSync(join(locks, "one.json.attrs"), "{}");
      writeFileSync(join(locks, "one.json"), JSON.stringify({ pid: pulumi.pid, username: "root" }));
      const problem = await release().then(() => undefined, String);
      expect(problem).to.equal(
        `Error: The lab is being changed already, by process ${pulumi.pid}: wait until that has ended.`,
      );
    } finally {
      pulumi.kill();
    }
  });
});
