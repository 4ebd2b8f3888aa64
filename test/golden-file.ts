import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

/** Compares text with a committed file; UPDATE=1 rewrites the file instead. */
export function expectGolden(path: string, text: string): void {
  const file = join(__dirname, "golden", path);
  if (process.env["UPDATE"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  expect(existsSync(file), `${path} is missing; make it with UPDATE=1`).to.equal(true);
  expect(text, `${path} differs; if that is wanted: UPDATE=1 npm test`).to.equal(readFileSync(file, "utf8"));
}
