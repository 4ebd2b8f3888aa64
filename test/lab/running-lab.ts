import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

export async function labUp(...words: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await lab("up", ...words).ended;
  expect(exitCode, stderr).to.equal(0);
}

export async function labDown(): Promise<void> {
  await lab("down").ended;
  expect(await leftBehind()).to.deep.equal([]);
}

export function labSwitch(words: readonly string[], home: "RDS" | "the box"): Promise<string> {
  return labChange(["switch", ...words], home);
}

/** A change says that every acknowledged write is there exactly once, and that nothing failed outside of the fence. */
export async function labChange(words: readonly string[], home: "RDS" | "the box"): Promise<string> {
  const { exitCode, stdout, stderr } = await lab(...words).ended;
  expect(exitCode, stderr + stdout).to.equal(0);
  expect(stdout).to.match(
    new RegExp(
      `(^|\n)The databases are on ${home}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n$`,
    ),
  );
  console.log(stdout);
  return stdout;
}
