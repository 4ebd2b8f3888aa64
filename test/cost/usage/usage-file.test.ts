import { expect } from "chai";
import { UsageError } from "../../../cost/usage/usage-error";
import { parseUsageFile } from "../../../cost/usage/usage-file";
import { UsageValues } from "../../../cost/usage/usage-values";
import { priced, resources, short, types } from "../resources";

const FILE = `
version: 0.1
resource_type_default_usage:
  aws:lambda/function:Function: { monthly_requests: 1 }
resource_usage:
  "aws:lambda/*": { monthly_requests: 2, request_duration_ms: 50 }
  api: { monthly_requests: 3 }
  "aws:lambda/function:Function::web": { monthly_requests: 4 }
  web: { monthly_requests: 5 }
  typo: { monthly_requests: 6 }
`;

describe("a usage file", () => {
  const file = parseUsageFile(FILE, "usage.yml");
  const list = resources(
    short(types.function, "web"),
    short(types.function, "api"),
    short(types.function, "job"),
  );
  const values = new UsageValues(file);

  it("is matched by type and name first, then name, type and pattern", () => {
    const found = list.map((resource) => values.number(resource, "monthly_requests")?.value);
    expect(found).to.deep.equal([4, 3, 1]);
    expect(list.map((resource) => values.number(resource, "request_duration_ms")?.value)).to.deep.equal([
      50, 50, 50,
    ]);
  });

  it("is named in the assumption", () => {
    expect(list.slice(1, 2).map((api) => values.number(api, "monthly_requests")?.assumption)).to.deep.equal([
      "monthly_requests 3 (usage.yml)",
    ]);
  });

  it("tells which of its keys match nothing", () => {
    expect(values.unmatched(list)).to.deep.equal(["typo"]);
  });

  it("accepts Infracost's version with and without v", () => {
    expect(parseUsageFile("version: v0.1\nresource_usage: {}").entries.size).to.equal(0);
  });

  it("makes a resource unknown when an amount is not a number", () => {
    const usage = {
      file: parseUsageFile("version: 0.1\nresource_usage:\n  web: { monthly_requests: many }", "u.yml"),
    };
    expect(priced(list.slice(0, 1), { usage }).unknown.map(({ reason }) => reason)).to.deep.equal([
      'monthly_requests in the u.yml must be a number; got "many"',
    ]);
  });

  for (const [what, text, problems] of [
    ["no map", "- 1", ["u: must be a map with version and resource_usage"]],
    ["another version", "version: 9", ["u: version must be 0.1; got 9"]],
    [
      "an unknown key",
      "version: 0.1\nresources: {}",
      ["u: unknown key resources; allowed version, resource_usage, resource_type_default_usage"],
    ],
    [
      "an entry that is no map",
      "version: 0.1\nresource_usage: { a: 1 }",
      ["u: a must be a map of attributes"],
    ],
    [
      "negative and absurd numbers",
      "version: 0.1\nresource_usage: { a: { b: -1, c: { d: .inf } } }",
      [
        "u: a.b must be a number of 0 or more; got -1",
        "u: a.c.d must be a number of 0 or more; got Infinity",
      ],
    ],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(problemsOf(text)).to.deep.equal(problems);
    });
  }

  it("is refused in one sentence when it is not YAML", () => {
    expect(problemsOf("version: [")).to.have.length(1);
    expect(problemsOf("version: [")[0]).to.match(/^u: not YAML: /);
  });
});

function problemsOf(text: string): readonly string[] {
  try {
    parseUsageFile(text, "u");
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}
