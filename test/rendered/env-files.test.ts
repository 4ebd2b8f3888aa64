import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { run, secretFiles, tool } from "./command";

const app = { name: "a", secrets: [{ name: "VALUE" }] };

describe("An env file", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-env-"));
  const compose = tool("compose");
  after(() => rmSync(folder, { recursive: true }));

  function readBack(values: readonly string[]): unknown[] {
    const services = values.map((value, index) => {
      writeFileSync(join(folder, `${index}.env`), secretFiles("app_env", app, { VALUE: value }));
      return [`s${index}`, { image: "x", env_file: [`${index}.env`] }] as const;
    });
    writeFileSync(join(folder, "compose.yaml"), JSON.stringify({ services: Object.fromEntries(services) }));
    const outcome = run(compose, [
      "-f",
      join(folder, "compose.yaml"),
      "-p",
      "t",
      "config",
      "--format",
      "json",
    ]);
    if (outcome.status !== 0) throw new Error(outcome.stderr);
    const read = JSON.parse(outcome.stdout) as {
      services: Record<string, { environment: { VALUE: string } }>;
    };
    // `config` prints a file that could be read again, so it doubles dollar signs.
    return values.map((_, index) => read.services[`s${index}`]?.environment.VALUE.replaceAll("$$", "$"));
  }

  it("reaches the container byte by byte: quotes, dollar signs, backslashes, line breaks", () => {
    const values = [
      "plain",
      `'"$A\${B}$$\\ # x`,
      "a\\",
      'a\\"',
      "\\n\n\t",
      "#",
      " spaced ",
      "ä€🙂",
      "$(id) `id`",
      "\\$x\\\\$",
    ];
    expect(readBack(values)).to.deep.equal(values);
  });

  it("holds any printable value", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab '\"\\$#{}()\n=:"), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 10, maxLength: 10 }), (values) => {
        expect(readBack(values)).to.deep.equal(values);
      }),
      { numRuns: 3 },
    );
  });

  it("carries URLs whose passwords are encoded", () => {
    const both = {
      ...app,
      secrets: [],
      database: { name: "d", role: "r" },
      cache: { user: "a", prefix: "a:" },
    };
    expect(secretFiles("app_env", both, { DATABASE_PASSWORD: "p@/:%", CACHE_PASSWORD: "q" })).to.equal(
      'DATABASE_URL="postgres://r:p%40%2F%3A%25@postgres:5432/d"\nREDIS_URL="redis://a:q@redis:6379"\n',
    );
  });
});
