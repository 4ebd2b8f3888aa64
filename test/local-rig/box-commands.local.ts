import { resolve } from "node:path";
import { expect } from "chai";
import { Running, type Ended } from "../box-rig/running";
import { containersOf, local, runs } from "./ladder";
import { Portfolio } from "./portfolio";

const root = resolve(__dirname, "../..");

describe("npm run box -- --local", () => {
  const portfolio = new Portfolio("commands");

  after(() => local(portfolio, "--down", "--delete-data", "--yes"));

  function box(args: readonly string[], input?: string): Promise<Ended> {
    const program = ["--require", `${root}/scripts/loader.cjs`, `${root}/cli/box.ts`, "--local"];
    return new Running([...program, "--stack", portfolio.stack, ...args], { cwd: portfolio.folder }, input)
      .ended;
  }

  it("says how to start a stack that was never started", async () => {
    const { exitCode, stderr } = await box(["status"]);
    expect([exitCode, stderr]).to.deep.equal([
      125,
      "Stack commands was not started on this machine; start it with: npm run local -- --stack commands\n",
    ]);
  });

  it("says what to do instead of a rollback, and that there is no history, because no earlier version is kept", async () => {
    await runs(portfolio);
    const refusal = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await box(args);
      return [exitCode, stdout, stderr];
    };
    expect(await refusal("rollback", "todo")).to.deep.equal([
      125,
      "",
      "box: npm run local keeps no earlier version: settings and folders say what runs; put the earlier ones back, then npm run local\n",
    ]);
    expect(await refusal("rollback", "tudu")).to.satisfy(([, , stderr]: string[]) =>
      stderr?.startsWith("box: there is no app 'tudu'; the apps are todo, "),
    );
    expect(await refusal("history")).to.deep.equal([
      125,
      "",
      "box: npm run local keeps no history: settings and folders say what runs; see: npm run box -- --local status\n",
    ]);
  });

  it("is the same as on the box: status, SQL, cache, commands, logs and a restart", async () => {
    await runs(portfolio);
    const { stdout } = await box(["status"]);
    expect(stdout).to.match(/^todo +healthy +\d+ (s|min) .* 0 +ladder-commands-local:[0-9a-f]+$/m);
    expect((await box(["psql", "todo", "--", "-At"], "select current_user")).stdout).to.equal("app_todo\n");
    expect((await box(["psql", "todo", "-c", "select nonsense"])).exitCode).to.equal(1);
    expect((await box(["redis", "todo", "--", "set", "todo:x", "1"])).stdout).to.equal("OK\n");
    const failed = await box(["exec", "todo", "--", "sh", "-c", "cat; echo err >&2; exit 3"], "piped $(id)");
    expect([failed.exitCode, failed.stdout, failed.stderr]).to.deep.equal([3, "piped $(id)", "err\n"]);
    expect((await box(["logs", "todo", "-n", "1"])).exitCode).to.equal(0);
    const container = async () => (await containersOf(portfolio))[`${portfolio.project}-whoami-1`];
    const before = await container();
    expect((await box(["restart", "whoami"])).stdout).to.equal("whoami: restarted\n");
    expect(await container()).to.not.equal(before);
    const unknown = await box(["logs", "tudu"]);
    expect([unknown.exitCode, unknown.stderr.split(";")[0]]).to.deep.equal([
      125,
      "box: there is no app 'tudu'",
    ]);
  });
});
