import { resolve } from "node:path";
import { expect } from "chai";
import { Running } from "../box-rig/running";
import { leftBehind } from "./left-behind";

const root = resolve(__dirname, "../..");
/** Draws a switch of the databases that is killed, a restore, a backup and a drill. */
const seed = "1";

describe("A short soak on the box", () => {
  it("finds everything as it must be, and leaves nothing behind", async () => {
    const words = ["--tiers", "compose", "--actions", "5", "--seed", seed];
    const soak = new Running(["--require", "./scripts/loader.cjs", "cli/soak.ts", ...words], { cwd: root });
    const { exitCode, stdout, stderr } = await soak.ended;
    expect(exitCode, stderr + stdout).to.equal(0);
    expect(stdout).to.match(/^--seed 1\n/);
    expect(stdout).to.match(
      /\nswitch --database rds, pulumi killed after \d+ s, then again: \d+ s; killed: pulumi; /,
    );
    expect(stdout).to.match(/\n5 actions in \d+ minutes, 1 of them disturbed by a kill[.]\n/);
    expect(stdout).to.match(/\nEverything held that must hold, after each action[.]\n$/);
    console.log(stdout);
    expect(await leftBehind()).to.deep.equal([]);
  });
});
