import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

export async function labUp(): Promise<void> {
  const { exitCode, stderr } = await lab("up").ended;
  expect(exitCode, stderr).to.equal(0);
}

export async function labDown(): Promise<void> {
  await lab("down").ended;
  expect(await leftBehind()).to.deep.equal([]);
}

/** A switch says that every acknowledged write is there exactly once, and that nothing failed outside of the fence. */
export async function labSwitch(words: readonly string[], home: "RDS" | "the box"): Promise<void> {
  const { exitCode, stdout, stderr } = await lab("switch", ...words).ended;
  expect(exitCode, stderr + stdout).to.equal(0);
  expect(stdout).to.match(
    new RegExp(
      `^The databases are on ${home}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n$`,
    ),
  );
  console.log(stdout);
}
