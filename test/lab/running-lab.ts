import { expect } from "chai";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

/** What a command that succeeds says. */
export async function labSays(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await lab(...words).ended;
  expect(exitCode, stderr + stdout).to.equal(0);
  return stdout;
}

export async function labUp(...words: readonly string[]): Promise<void> {
  await labSays("up", ...words);
}

export async function labDown(): Promise<void> {
  await lab("down").ended;
  expect(await leftBehind()).to.deep.equal([]);
}

/** A switch says nothing before what it says of visitors. */
export async function labSwitch(words: readonly string[], home: "RDS" | "the box"): Promise<void> {
  expect(await labChange(["switch", ...words], home)).to.match(/^The databases are on /);
}

/** A change says that every acknowledged write is there exactly once, and that nothing failed outside of the fence. */
export async function labChange(words: readonly string[], home: "RDS" | "the box"): Promise<string> {
  const said = await labSays(...words);
  expect(said).to.match(
    new RegExp(
      `(^|\n)The databases are on ${home}[.]\n[1-9]\\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\\d+ pages were read[.]\nFailures outside of the fence: 0, inside: \\d+[.]\nWrite stop, as the visitor saw it: [\\d.]+ s[.]\n$`,
    ),
  );
  console.log(said);
  return said;
}
