import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MoveAnswer, moveDataCommand, readMoveAnswer } from "../../box/run-command/move-data";

interface Situation {
  /** What `move status --json` prints. */
  readonly status?: object;
  /** What systemctl shows of the unit. */
  readonly unit?: string;
  readonly journal?: string;
}

/** Runs the real command with the box's programs replaced; gives its answer and how systemd-run was called. */
function onBox(action: "begin" | "look", want: "box" | "rds" | "stay", situation: Situation) {
  const { status = {}, unit = "SubState=dead\nExecMainStatus=0\n", journal = "" } = situation;
  const folder = mkdtempSync(join(tmpdir(), "move-data-"));
  const program = (name: string, body: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const print = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}.out`), text);
    program(name, `[ "$1" = stop ] || [ "$1" = reset-failed ] || cat ${join(folder, name)}.out`);
  };
  print("move", JSON.stringify(status));
  print("systemctl", unit);
  print("journalctl", journal);
  program("systemd-run", `printf '%s\\n' "$*" >>${join(folder, "started")}`);
  writeFileSync(join(folder, "started"), "");
  const script = moveDataCommand(action, want)
    .join("\n")
    .replaceAll("/opt/ladder/current/programs", folder)
    .replaceAll("/run/ladder", folder);
  const PATH = `${folder}:${process.env["PATH"] ?? ""}`;
  const { stdout } = spawnSync("sh", ["-c", script], { env: { PATH }, encoding: "utf8" });
  const started = readFileSync(join(folder, "started"), "utf8").replaceAll(folder, "");
  rmSync(folder, { recursive: true });
  return { answer: readMoveAnswer(stdout) as MoveAnswer, started };
}

const unit = "--quiet --unit=ladder-move.service --property=RemainAfterExit=yes";

describe("the command that moves databases", () => {
  it("starts nothing when the data is there, and says so", () => {
    const { answer, started } = onBox("begin", "rds", { status: { dataHome: "rds", phase: "done" } });
    expect(started).to.equal("");
    expect([answer.there, answer.home]).to.deep.equal([true, "rds"]);
  });

  it("starts the move in a unit of its own, goes on with one to the same place, and ends one to the other first", () => {
    const at = (phase: string | null, to: string | null) =>
      onBox("begin", "rds", { status: { dataHome: "box", phase, to } }).started;
    expect(at(null, null)).to.equal(`${unit} /move to rds\n`);
    expect(at("copying", "rds")).to.equal(`${unit} /move to rds\n`);
    expect(at("undoing", "box")).to.equal(`${unit} /bin/sh -c "$0" recover && exec "$0" "$@" /move to rds\n`);
  });

  it("starts nothing when it only looks, when data may stay, and while a move is at work", () => {
    const status = { dataHome: "box", phase: "copying", to: "rds" };
    expect(onBox("look", "rds", { status }).started).to.equal("");
    expect(onBox("begin", "stay", { status }).started).to.equal("");
    const running = onBox("begin", "rds", { status, unit: "SubState=running\nExecMainStatus=0\n" });
    expect(running.started).to.equal("");
    expect([running.answer.running, running.answer.there]).to.deep.equal([true, false]);
  });

  it("tells how the last move ended, with its last sentence", () => {
    const status = { dataHome: "box", phase: "undone" };
    const { answer } = onBox("look", "rds", {
      status,
      unit: "SubState=failed\nExecMainStatus=1\n",
      journal: "move: checking the box and RDS\nmove: RDS has no room\n",
    });
    expect([answer.code, answer.said, answer.there]).to.deep.equal([1, "RDS has no room", false]);
  });

  it("does not take a move that is not complete for a place", () => {
    const opening = { dataHome: "rds", phase: "opening", to: "rds" };
    expect(onBox("look", "rds", { status: opening }).answer.there).to.equal(false);
    expect(onBox("look", "stay", { status: opening }).answer.there).to.equal(false);
  });
});
