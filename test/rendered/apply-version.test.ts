import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { applyVersionCommand, readAnswer, type BoxAnswer } from "../../box/run-command/apply-version";
import { StandInBox, type UnitRun } from "../engine/box/stand-in-box";

const version = "a".repeat(64);
const folder = mkdtempSync(join(tmpdir(), "ladder-apply-version-"));
let count = 0;

function newBox(...runs: readonly UnitRun[]): StandInBox {
  return new StandInBox(join(folder, String(++count))).next(...runs);
}

async function ask(box: StandInBox): Promise<BoxAnswer | undefined> {
  return readAnswer((await box.carryOut(applyVersionCommand(version))).output);
}

describe("The program that applies a version, run by python", () => {
  after(() => rmSync(folder, { recursive: true }));

  it("applies what is not applied, and nothing when it is", async () => {
    const box = newBox();
    const answer = { version, ok: true, states: { caddy: "running", todo: "healthy" } };
    expect(await ask(box)).to.deep.equal(answer);
    expect(await ask(box)).to.deep.equal(answer);
    expect(box.runs().length).to.equal(1);
  });

  it("says how much the databases on the box hold, and nothing of databases where there are none", async () => {
    expect((await ask(newBox().databases(183_500_800)))?.databaseBytes).to.equal(183_500_800);
    expect(await ask(newBox())).not.to.have.property("databaseBytes");
  });

  it("passes on which apps are rolled back", async () => {
    const rolledBack = { todo: { from: "todo:2", to: "todo:1", since: "2026-11-21T12:00:00Z" } };
    expect((await ask(newBox({ rolledBack })))?.rolledBack).to.deep.equal(rolledBack);
  });

  it("tries a failed version again at once", async () => {
    const box = newBox({ error: "no" }, {});
    expect((await ask(box))?.error).to.equal("no");
    expect((await ask(box))?.ok).to.equal(true);
    expect(box.runs().length).to.equal(2);
  });

  it("starts the unit a second time when the first run had an older bundle", async () => {
    const box = newBox({ version: "b".repeat(64) }, {});
    expect((await ask(box))?.version).to.equal(version);
    expect(box.runs().length).to.equal(2);
  });

  it("says why there is no result: busy, the log's last line, or systemd's words", async () => {
    const reasons = [
      { exitCode: 75, log: "x" },
      { exitCode: 1, log: "unpack: the bundle cannot be read\n" },
      { exitCode: 5, said: "Unit ladder-update.service not found." },
      { exitCode: 1 },
    ].map(async (run) => (await ask(newBox(run, run)))?.error);
    expect(await Promise.all(reasons)).to.deep.equal([
      "another run was at work on the box",
      "unpack: the bundle cannot be read",
      "Unit ladder-update.service not found.",
      "its update ended without a result",
    ]);
  });

  it("masks values of several lines, in URLs, in JSON and PostgreSQL's verifiers", async () => {
    const box = newBox({
      error: 'the value "tab\\"here" is wrong',
      log: "first-line of it\nsecond-line\nSCRAM-SHA-256$4096:salt$stored:server\nredis://app:redis-word@redis\n",
    });
    box.secret(
      "app",
      'KEY="first-line\nsecond-line"\nQUOTED="tab\\"here"\nREDIS_URL="redis://app:redis-word@redis:6379"',
    );
    const answer = await ask(box);
    expect(answer?.error).to.equal('the value "[secret]" is wrong');
    expect(answer?.log).to.equal("[secret] of it\n[secret]\n[secret]\nredis://app:[secret]@redis");
  });

  it("leaves no part of a secret at the log's cut", async () => {
    const secret = "0123456789".repeat(40);
    const box = newBox({ error: "no", log: `${secret}${"x".repeat(2990)}` }).secret("app", `KEY="${secret}"`);
    expect((await ask(box))?.log).to.not.match(/[0-9]/);
  });

  it("fits into what Systems Manager keeps, with the apps that are not well first", async () => {
    const states = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`app-${index}`, index > 990 ? "unhealthy" : "healthy"]),
    );
    const box = newBox({ error: "é".repeat(5000), log: "é\n".repeat(5000), states });
    const { output } = await box.carryOut(applyVersionCommand(version));
    expect(output.length).to.be.below(24_000);
    const shown = Object.values(readAnswer(output)?.states ?? {});
    expect(shown.filter((state) => state === "unhealthy").length).to.equal(9);
    expect(shown.length).to.be.above(300);
  });
});
