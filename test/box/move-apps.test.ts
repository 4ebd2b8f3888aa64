import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

describe("the apps after a move that was undone", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-move-apps-"));
  after(() => rmSync(folder, { recursive: true }));

  it("which Docker cannot start again are named, and the box's timer applies their version anew", () => {
    writeFileSync(join(folder, "docker"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    writeFileSync(join(folder, "result.json"), "{}");
    const program = `import move_apps; print(move_apps.start({"ladder-todo-1": "todo"}))`;
    const said = execFileSync("python3", ["-Bc", program], {
      env: {
        ...process.env,
        LADDER_RUN: folder,
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        PYTHONPATH: "box/programs",
      },
    });
    expect(said.toString()).to.equal("['todo']\n");
    // Without a result `update` applies; see there.
    expect(existsSync(join(folder, "result.json"))).to.equal(false);
  });
});
