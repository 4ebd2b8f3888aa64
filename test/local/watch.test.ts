import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { watch } from "../../local/watch";
import type { Plan } from "../../plan/types";
import { folderDigest } from "../../settings/folder-digest";
import { planOf, sampleApp } from "../box/sample-plan";
import { temporaryFolder } from "../settings/temporary-folder";

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!check()) {
    if (Date.now() > deadline) throw new Error("gave up");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("watching", () => {
  const files = {
    "app/Dockerfile": "FROM a",
    "app/.dockerignore": "*.md",
    "app/x.txt": "0",
    "stack.yaml": "0",
  };
  const projectDir = temporaryFolder(files);
  const write = (path: string, text: string) => writeFileSync(join(projectDir, path), text);
  const seen: Plan[] = [];
  const told: string[] = [];
  let mistake: Error | undefined;
  let watching: Promise<never>;

  const load = () => {
    if (mistake !== undefined) throw mistake;
    const digest = folderDigest(join(projectDir, "app"));
    return planOf([sampleApp("a", { source: { kind: "build", context: "app", digest, tag: digest } })]);
  };

  before(() => {
    const run = async (plan: Plan) => void seen.push(plan);
    const failed = (error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      told.push(error.message);
    };
    watching = watch(load(), { projectDir, stackFile: "stack.yaml", load, run, failed });
  });

  it("runs once for a changed file, not for a saved or an ignored one, and tells a mistake", async () => {
    write("app/x.txt", "1");
    await until(() => seen.length === 1);
    mistake = new RangeError("apps[0].prot: unknown setting");
    write("stack.yaml", "1");
    await until(() => told.length > 0);
    mistake = undefined;
    write("app/README.md", "ignored");
    write("app/x.txt", "1");
    write("app/x.txt", "2");
    await until(() => seen.length === 2);
    expect(told).to.deep.equal(["apps[0].prot: unknown setting"]);
    expect(seen).to.have.length(2);
  });

  it("ends with what is no mistake of the user's", async () => {
    mistake = new TypeError("a bug");
    write("stack.yaml", "2");
    expect(await watching.catch((error: unknown) => error)).to.equal(mistake);
  });
});
