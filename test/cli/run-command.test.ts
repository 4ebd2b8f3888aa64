import { spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";

const root = resolve(__dirname, "../..");

function node(...args: readonly string[]) {
  const loader = ["--require", "./scripts/loader.cjs"];
  return spawnSync(process.execPath, [...loader, ...args], { cwd: root, encoding: "utf8" });
}

/** A command of its own whose action is the given code. */
function commandThat(action: string) {
  return node(
    "-e",
    `const { Command } = require("commander");
    const { runCommand, UserMistake } = require("./cli/run-command.ts");
    const { SettingsError } = require("./settings/problems.ts");
    void runCommand(new Command("sample").action(async () => { ${action} }), ["node", "sample"]);`,
  );
}

/** Name of the npm script -> program under cli/, and the words that the script gives to it. */
function commands(): readonly (readonly [script: string, program: string, words: readonly string[]])[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  return Object.entries(scripts).flatMap(([script, line]) => {
    const [, program, words = ""] = /(?:^| )(cli\/[\w/-]+\.ts)((?: [\w-]+)*)$/.exec(line) ?? [];
    return program === undefined ? [] : [[script, program, words.split(" ").filter(Boolean)] as const];
  });
}

describe("every command", () => {
  it("ends with 2 and a stack trace for a bug of ours", () => {
    const { status, stdout, stderr } = commandThat('throw new TypeError("boom")');
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: "" });
    expect(stderr).to.match(/^This is a bug in Ladder, please report it:\nTypeError: boom\n\s+at /);
  });

  it("ends with 2 for a failure that nobody waits for", () => {
    const { status, stderr } = commandThat(
      'void Promise.reject(new TypeError("boom")); await new Promise((done) => setTimeout(done, 2000));',
    );
    expect(status).to.equal(2);
    expect(stderr).to.match(/^This is a bug in Ladder, please report it:\nTypeError: boom\n/);
  });

  it("ends with 1 and the sentence alone for a user's mistake", () => {
    const mistake = commandThat('throw new UserMistake("no such file")');
    expect(mistake).to.include({ status: 1, stdout: "", stderr: "no such file\n" });
    const settings = commandThat('throw new SettingsError([{ path: "tier", problem: "unknown" }])');
    expect(settings).to.include({ status: 1, stdout: "" });
    expect(settings.stderr).to.equal("The settings need a change:\ntier: unknown\n");
  });

  it("ends with 1 and a sentence when what it prints finds no room", () => {
    const full = openSync("/dev/full", "w");
    const code = `const { Command } = require("commander");
      const { runCommand } = require("./cli/run-command.ts");
      void runCommand(new Command("sample").action(() => { process.stdout.write("text"); }), ["node", "sample"]);`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--require", "./scripts/loader.cjs", "-e", code],
      { cwd: root, encoding: "utf8", stdio: ["ignore", full, "pipe"] },
    );
    closeSync(full);
    expect([status, stderr]).to.deep.equal([
      1,
      "What is printed cannot be written: ENOSPC: no space left on device, write\n",
    ]);
  });

  it("takes an empty --tier for a mistake, not for the tier in the settings", () => {
    const { status, stdout, stderr } = node("cli/preview.ts", "--tier", "");
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(/^error: option '-t, --tier <tier>' argument '' is invalid\. it is empty\n/);
  });

  it("ends with 0 when nothing goes wrong", () => {
    expect(commandThat("")).to.include({ status: 0, stdout: "", stderr: "" });
  });

  for (const [script, program, words] of commands()) {
    it(`explains itself: npm run ${script} -- --help`, () => {
      const { status, stdout, stderr } = node(program, ...words, "--help");
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
      expect(stdout.split("\n")[0]).to.match(new RegExp(`^Usage: ([\\w-]+ )?${script}\\b`));
    });
  }

  it("has a script in package.json", () => {
    const runs = (file: string) =>
      readFileSync(join(root, "cli", file), "utf8").includes("\nvoid runCommand(");
    const programs = readdirSync(join(root, "cli")).filter((file) => file.endsWith(".ts") && runs(file));
    expect([...new Set(commands().map(([, program]) => program))]).to.have.members(
      programs.map((file) => `cli/${file}`),
    );
    expect(programs).to.include("preview.ts");
  });
});
