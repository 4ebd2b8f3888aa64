import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { checkSettings } from "../../settings/check";
import { SettingsError } from "../../settings/problems";
import { readStack } from "../../settings/read-stack";
import { realisticText, secretValue } from "./realistic-stack";
import { temporaryFolder } from "./temporary-folder";

const runs = 5000;
const line = /^\S.*: \S.*$/;
/** Words of a program that gave up, not of one that explains. */
const unhelpful = /^ {4}at |Invalid input|undefined|\[object |NaN is/;

/** Runs the check: a success, or problems in words. */
function expectSuccessOrProblems(run: () => unknown, input: () => string): void {
  const error = errorOf(run);
  if (error === undefined) return;
  if (!(error instanceof SettingsError)) throw new Error(`${input()}\n${String(error)}`, { cause: error });
  const lines = error.message.split("\n");
  const strange = lines.filter((text) => !line.test(text) || unhelpful.test(text));
  if (strange.length > 0) throw new Error(`${input()}\n${strange.join("\n")}`);
}

const junkText = [
  "",
  "\n",
  " ",
  "  ",
  "\t",
  ":",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "*worker",
  "&x ",
  "!!binary ",
  "null",
  "-1",
];
const moreText = [
  "1e999",
  ".nan",
  "014",
  "secure: x",
  "<<: ",
  "__proto__: 1",
  "? ",
  "|",
  ">",
  "%",
  "@",
  "\0",
  "\u2028",
  "🙂",
  "#",
  "---\n",
];
const textEdit = fc.record({
  at: fc.nat(realisticText.length),
  removed: fc.oneof(fc.nat(3), fc.nat(60)),
  inserted: fc.oneof(fc.constantFrom(...junkText, ...moreText), fc.string({ maxLength: 5 })),
});

type Junk = fc.Arbitrary<unknown>;
const junkValue: Junk = fc.oneof(
  fc.constantFrom(null, "", [], {}, true, -1, 1.5, 1e300, Number.NaN, "x".repeat(10_000), undefined, [[]], {
    a: { b: 1 },
  }),
  fc.string(),
  fc.integer(),
  fc.jsonValue(),
);
const valueEdit = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "add", "repeat"),
  key: fc.oneof(
    fc.constantFrom("name", "port", "static", "__proto__", "constructor", "secrets", "toString"),
    fc.string(),
  ),
  value: junkValue,
});
type ValueEdit = typeof valueEdit extends fc.Arbitrary<infer T> ? T : never;

type Container = Record<string, unknown> | unknown[];

/** Every map and list of a value, outside in. */
function containers(value: unknown): readonly Container[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Container, ...Object.values(value).flatMap(containers)];
}

function edit(root: Record<string, unknown>, { at, kind, key, value }: ValueEdit): void {
  const all = containers(root);
  const target = all[at % all.length] as Record<string, unknown>;
  const keys = Object.keys(target);
  const chosen = keys[at % Math.max(1, keys.length)] ?? key;
  const put = (name: string, content: unknown) =>
    Object.defineProperty(target, name, {
      value: content,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  if (kind === "replace") put(chosen, structuredClone(value));
  if (kind === "add") put(Array.isArray(target) ? String(target.length) : key, structuredClone(value));
  if (kind === "repeat")
    put(
      Array.isArray(target) ? String(target.length) : key,
      structuredClone(Object.hasOwn(target, chosen) ? target[chosen] : value),
    );
  if (kind === "remove") Reflect.deleteProperty(target, chosen);
}

describe("10,000 damaged settings", () => {
  const folder = temporaryFolder({ "Pulumi.dev.yaml": realisticText });

  it("start from a stack that is right", () => {
    expect(readStack(folder, "dev").settings.apps.length).to.equal(4);
  });

  it("as text, end in settings or in problems, never in another error", function () {
    this.timeout(120_000);
    const property = fc.property(fc.array(textEdit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (all, { at, removed, inserted }) => all.slice(0, at) + inserted + all.slice(at + removed),
        realisticText,
      );
      writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
      expectSuccessOrProblems(
        () => readStack(folder, "dev"),
        () => text,
      );
    });
    fc.assert(property, { numRuns: runs });
  });

  it("as values, end in settings or in problems, and never show the value of a secret", function () {
    this.timeout(120_000);
    const { raw } = readStack(temporaryFolder({ "Pulumi.dev.yaml": realisticText }), "dev");
    const property = fc.property(fc.array(valueEdit, { minLength: 1, maxLength: 4 }), (edits) => {
      const damaged = structuredClone(raw) as Record<string, unknown>;
      edits.forEach((one) => edit(damaged, one));
      const withSecret = {
        ...damaged,
        secrets: { todo: { API_KEY: secretValue, OTHER: secretValue }, x: secretValue },
      };
      expectSuccessOrProblems(
        () => checkSettings(damaged),
        () => JSON.stringify(damaged),
      );
      expect(String(errorOf(() => checkSettings(withSecret)))).to.not.contain(secretValue);
    });
    fc.assert(property, { numRuns: runs });
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
