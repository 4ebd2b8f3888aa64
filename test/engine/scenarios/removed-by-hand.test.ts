import { expect } from "chai";
import { holders } from "../../../plan/switching/memory";
import { firstOn as on, type SwitchStack } from "../switch-stack";

/** Somebody deletes it in the console. */
const removed = ({ deployment }: SwitchStack, home: "box" | "rds") =>
  deployment.control({ gone: [holders[home]] });

const databases = (what: string) =>
  `database: ${what} was removed by hand, and a new one would be empty; got databases on it: mail, shop; bring it back from a snapshot`;

/** Nothing was told to any provider but to look. */
async function isRefused({ deployment }: SwitchStack, says: string, ...flags: readonly string[]) {
  const { exitCode, stdout, stderr, calls } = await deployment.up(...flags);
  expect(exitCode).to.not.equal(0);
  expect(stdout).to.include(says);
  expect(stdout + stderr).to.not.include("    at ");
  expect(calls).to.deep.equal([]);
}

async function goesOnEmpty({ deployment }: SwitchStack, home: "box" | "rds"): Promise<void> {
  deployment.control({}).edit((settings) => {
    settings.setIn(["config", "ladder:leaveDatabases"], settings.createNode(["mail", "shop"]));
  });
  const update = await deployment.up();
  expect(update.exitCode, update.stdout + update.stderr).to.equal(0);
  expect(update.stdout).to.include("leaveDatabases gives up databases that apps use: shop, mail.");
  const made = update.calls.filter(({ type }) => type === holders[home].type);
  expect(made.map(({ operation, name }) => `${operation} ${name}`)).to.deep.equal([
    `create ${holders[home].name}`,
  ]);
  deployment.edit((settings) => settings.deleteIn(["config", "ladder:leaveDatabases"]));
  const { exitCode, diagnostics } = await deployment.preview("--expect-no-changes");
  expect(exitCode, diagnostics).to.equal(0);
}

describe("engine: what holds data was removed by hand", () => {
  const says = databases("the server on RDS that holds the databases");

  it("RDS: no update makes an empty one, neither after a refresh nor in its own, until the databases are given up by name", async () => {
    const stack = await on("beanstalk");
    removed(stack, "rds");
    await isRefused(stack, says, "--refresh");
    expect((await stack.deployment.stateCommand("refresh", "--yes")).exitCode).to.equal(0);
    await isRefused(stack, says);
    const preview = await stack.deployment.preview();
    expect(preview.exitCode).to.not.equal(0);
    expect(preview.diagnostics).to.include(says);
    await goesOnEmpty(stack, "rds");
  });

  it("RDS under a box: no update begins with empty databases, nor brings them home from an empty server", async () => {
    const stack = await on("compose");
    await stack.succeeds({ tier: "beanstalk" });
    removed(stack, "rds");
    stack.set({ tier: "compose", retire: "beanstalk" });
    await isRefused(stack, says, "--refresh");
    expect(stack.deployment.box.moves()).to.deep.equal(["box -> rds"]);
  });

  it("the box's data volume: no update makes an empty one, until the databases are given up by name", async () => {
    const stack = await on("compose");
    removed(stack, "box");
    await isRefused(stack, databases("the box's data volume"), "--refresh");
    stack.deployment.box.forget().forgetData();
    await goesOnEmpty(stack, "box");
  });
});
