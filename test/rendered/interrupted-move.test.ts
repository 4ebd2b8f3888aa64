import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

describe("While a move of the databases is not finished", () => {
  const box = new ProgramsHere();
  const folder = join(box.folder, "opt/ladder/versions/any");
  const env = { folder, LADDER_LOCKED: "exclusively" };
  after(() => box.remove());

  function record(phase: string): void {
    box.write("data/ladder/state/move.json", { run: "r", from: "box", to: "rds", phase, times: {} });
  }

  for (const action of ["restart", "rollback", "undo"]) {
    it(`no app is changed by ${action}, which would start one whose database is closed`, () => {
      record("copying");
      expect(box.run(join(box.programs, "change-app"), [action, "todo"], env)).to.deep.include({
        status: 125,
        stderr:
          "box: a move of the databases to rds was interrupted; the box ends it within two minutes, or at once: move resume, or move abort\n",
      });
    });
  }

  for (const phase of ["done", "undone", "preflight"]) {
    it(`is not said of one that is ${phase}`, () => {
      record(phase);
      const { stderr } = box.run(join(box.programs, "change-app"), ["restart", "todo"], env);
      expect(stderr).not.to.contain("move of the databases");
    });
  }
});
