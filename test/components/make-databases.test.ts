import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packages } from "../../components/make-databases";

const modules = join(__dirname, "../../node_modules");

/** A package and all that it needs; what is optional serves other platforms than Node. */
function closure(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  const { dependencies = {} } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) closure(dependency, found);
  return found;
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => statSync(join(folder, path)))
    .filter((one) => one.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

describe("the function that makes databases", () => {
  it("takes pg and everything it needs along, and nothing else", () => {
    expect([...packages]).to.deep.equal([...closure("pg")].sort());
  });

  it("finds each package once: none has versions of its own inside", () => {
    expect(packages.filter((name) => existsSync(join(modules, name, "node_modules")))).to.deep.equal([]);
  });

  it("is far below the 50 MB of an upload", () => {
    expect(packages.reduce((sum, name) => sum + bytesIn(join(modules, name)), 0)).to.be.below(1_000_000);
  });
});
