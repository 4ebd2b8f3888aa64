import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

describe("A lab whose databases move while a visitor writes", () => {
  before(async () => {
    const { exitCode, stderr } = await lab("up").ended;
    expect(exitCode, stderr).to.equal(0);
  });
  after(async () => {
    await lab("down").ended;
    expect(await leftBehind()).to.deep.equal([]);
  });

  for (const [home, title] of [
    ["rds", "RDS"],
    ["box", "the box"],
  ] as const)
    it(`has every acknowledged write exactly once on ${title}, and no failure outside of the fence`, async () => {
      const { exitCode, stdout, stderr } = await lab("switch", "--database", home).ended;
      expect(exitCode, stderr + stdout).to.equal(0);
      expect(stdout).to.match(
        new RegExp(
          `^The databases are on ${title}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n$`,
        ),
      );
      console.log(stdout);
    });
});
