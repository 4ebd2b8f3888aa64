import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Lines for AWS-RunShellScript that run a program of this folder, which may mask secrets. Words need no quotes. */
export function onTheBox(program: string, ...words: readonly string[]): readonly string[] {
  const unsafe = words.find((word) => !/^[0-9a-z]+$/.test(word));
  if (unsafe !== undefined) throw new RangeError(`not a plain word: ${unsafe}`);
  const parts = ["../programs/masking.py", program];
  const text = parts.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n\n");
  return [
    `exec /usr/bin/python3 -B - ${words.join(" ")} <<'END_OF_PROGRAM'`,
    ...text.trimEnd().split("\n"),
    "END_OF_PROGRAM",
  ];
}
