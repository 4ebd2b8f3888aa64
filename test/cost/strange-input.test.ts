import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { pricers } from "../../cost/services/table";
import type { Resource } from "../../cost/types";
import { readGolden } from "./golden-cases";
import { priced, types } from "./resources";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const keys = [...new Set(goldenInputs().flatMap(keysOf))];

const leaf = fc.oneof(
  fc.constantFrom(null, true, "", "x", "true", "1e400", UNKNOWN, "${urn:none.id}", -1, 0, 7, 1e300, NaN),
  fc.constantFrom(...goldenInputs().flatMap(leavesOf)),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 5 }),
  ),
}));

describe("strange input", () => {
  it("of senseless size is unknown by the name of the argument or of the line", () => {
    const volume = (size: number, index: number) => resource([types.volume, { type: "gp3", size }], index);
    const file = { name: "usage file", entries: new Map([["r3", { storage_gb: 1e300 }]]) };
    const snapshot = resource(["aws:ebs/snapshot:Snapshot", {}], 3);
    const list = [...[1e300, 2e9, 1e9].map(volume), snapshot];
    const { lines, unknown } = priced(list, { usage: { file } });
    expect(unknown.map(({ resource: name, reason }) => `${name}: ${reason}`)).to.deep.equal([
      "r0: size is more than AWS offers; got 1e+300",
      "r1: size is more than AWS offers; got 2000000000",
      "r3: Snapshot: no account could pay for that",
    ]);
    expect(lines.map(({ monthly }) => monthly)).to.deep.equal([8e7]);
  });

  it("never throws, never loses a resource, never makes a negative or senseless amount", () => {
    const inputs = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 8 });
    const types = fc.constantFrom(...pricers.keys());
    const list = fc.array(fc.tuple(types, inputs), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, (made) => checkAll(made.map(resource))),
      { numRuns: 1500 },
    );
  });

  it("never throws when single values of real programs are replaced", () => {
    const cases = goldenCases().filter(({ resources }) => resources.length > 0);
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.nat(),
        fc.constantFrom(...keys),
        value,
        ({ resources }, at, key, strange) => {
          const index = at % resources.length;
          checkAll(
            resources.map(({ type, inputs }, each) =>
              resource([type, each === index ? { ...inputs, [key]: strange } : inputs], each),
            ),
          );
        },
      ),
      { numRuns: 1500 },
    );
  });
});

function checkAll(list: readonly Resource[]): void {
  const { lines, free, unsupported, unknown, monthly } = priced(list, { usage: {} });
  const placed = [lines, free, unsupported, unknown].flatMap((part) => [
    ...new Set(part.map(({ urn }) => urn).filter(Boolean)),
  ]);
  expect(placed.toSorted()).to.deep.equal(list.map(({ urn }) => urn).toSorted());
  const senseless = lines.filter(
    (line) => !(Number.isFinite(line.monthly) && (line.monthly >= 0 || line.type === "account")),
  );
  expect(senseless).to.deep.equal([]);
  expect(Number.isFinite(monthly.total)).to.equal(true);
}

function resource(
  [type, inputs]: readonly [string, Readonly<Record<string, unknown>>],
  index: number,
): Resource {
  return { urn: `urn:pulumi:dev::ladder::${type}::r${index}`, type, name: `r${index}`, inputs };
}

function goldenCases() {
  const files = readdirSync(join(__dirname, "..", "golden", "cost")).filter((file) => file.endsWith(".json"));
  return files.flatMap((file) => readGolden(file).cases);
}

function goldenInputs(): unknown[] {
  return goldenCases().flatMap(({ resources }) => resources.map(({ inputs }) => inputs));
}

function keysOf(from: unknown): string[] {
  if (typeof from !== "object" || from === null) return [];
  const own = Array.isArray(from) ? [] : Object.keys(from);
  return [...own, ...Object.values(from).flatMap(keysOf)];
}

function leavesOf(from: unknown): unknown[] {
  return typeof from === "object" && from !== null ? Object.values(from).flatMap(leavesOf) : [from];
}
