import { resolve } from "node:path";
import { expect } from "chai";
import { Running } from "../box-rig/running";
import { leftBehind } from "./left-behind";
import { labDown } from "./running-lab";

const root = resolve(__dirname, "../..");
/** As in CI: draws a restore, a new version, a refusal, a power cut and a killed move of the databases. */
const seed = "2";

describe("A short soak on the box", () => {
  // One that does not hold leaves its lab.
  after(labDown);

  it("finds everything as it must be, and leaves nothing behind", async () => {
    const words = ["--tiers", "compose", "--actions", "5", "--seed", seed];
    const soak = new Running(["--require", "./scripts/loader.cjs", "cli/soak.ts", ...words], { cwd: root });
    const { exitCode, stdout, stderr } = await soak.ended;
    expect(exitCode, stderr + stdout).to.equal(0);
    expect(stdout).to.match(/^--seed 2\n/);
    expect(stdout).to.match(
      /\nswitch --database rds, .* killed after \d+ s, then again: \d+ s; killed: (pulumi|the program's own provider); /,
    );
    expect(stdout).to.match(/\n5 actions in \d+ minutes, 1 of them disturbed by a kill[.]\n/);
    expect(stdout).to.match(/\nEverything held that must hold, after each action[.]\n$/);
    console.log(stdout);
    expect(await leftBehind()).to.deep.equal([]);
  });
});
