import { expect } from "chai";
import { setPath } from "../../settings/set-path";
import { linesOf } from "./problems-of";

const raw = { tier: "compose", apps: [{ name: "a", port: 1 }, { name: "b" }] };

describe("setPath", () => {
  const changes: readonly [string, object][] = [
    ["tier=other", { ...raw, tier: "other" }],
    ["ladder:tier=other", { ...raw, tier: "other" }],
    ["apps.0.port=8080", { ...raw, apps: [{ name: "a", port: 8080 }, { name: "b" }] }],
    ["apps[0].port=8080", { ...raw, apps: [{ name: "a", port: 8080 }, { name: "b" }] }],
    [
      "apps.1.cache=true",
      {
        ...raw,
        apps: [
          { name: "a", port: 1 },
          { name: "b", cache: true },
        ],
      },
    ],
    [
      "apps.1.hosts=[a.dev, b.dev]",
      {
        ...raw,
        apps: [
          { name: "a", port: 1 },
          { name: "b", hosts: ["a.dev", "b.dev"] },
        ],
      },
    ],
    [
      "apps.1.env.A-B=x=y",
      {
        ...raw,
        apps: [
          { name: "a", port: 1 },
          { name: "b", env: { "A-B": "x=y" } },
        ],
      },
    ],
    ["apps.2.name=c", { ...raw, apps: [{ name: "a", port: 1 }, { name: "b" }, { name: "c" }] }],
    ["apps.0.port=", { ...raw, apps: [{ name: "a" }, { name: "b" }] }],
    ["apps.0.port=null", { ...raw, apps: [{ name: "a" }, { name: "b" }] }],
    ["apps.0=", { ...raw, apps: [{ name: "b" }] }],
    ["budget.emails.0=me@example.com", { ...raw, budget: { emails: ["me@example.com"] } }],
    ['backups.timeUtc="04:00"', { ...raw, backups: { timeUtc: "04:00" } }],
  ];
  for (const [assignment, expected] of changes) {
    it(`carries out ${assignment}`, () => {
      expect(setPath(raw, assignment)).to.deep.equal(expected);
    });
  }

  it("leaves the settings it was given as they were", () => {
    const before = structuredClone(raw);
    setPath(raw, "apps.0.port=8080");
    expect(raw).to.deep.equal(before);
  });

  const form = "allowed a path and a value such as apps.0.port=8080";
  const refused: readonly [string, string][] = [
    ["apps.0.port", `--set: not an assignment; got "apps.0.port"; ${form}`],
    ["", `--set: not an assignment; got ""; ${form}`],
    ["=5", `--set: not an assignment; got "=5"; ${form}`],
    ["secrets.todo.KEY sk-live", `--set: not an assignment; got a string, not shown; ${form}`],
    ["__proto__.polluted=1", `--set: not an assignment; got "__proto__.polluted=1"; ${form}`],
    [
      "apps.0.constructor.prototype.polluted=1",
      `--set: not an assignment; got "apps.0.constructor.prototype.polluted=1"; ${form}`,
    ],
    ["apps.7.port=1", "apps.7: no such item of the list; allowed 0 to 2"],
    ["apps.first.port=1", "apps.first: no such item of the list; allowed 0 to 2"],
    ["tier.name=x", 'tier: has no settings below it; got "compose"'],
    ["tier={", 'tier: not a YAML value; got "{"; put text with special characters in quotes'],
    [
      "secrets.todo.KEY={",
      "secrets.todo.KEY: not a YAML value; got a string, not shown; put text with special characters in quotes",
    ],
  ];
  for (const [assignment, line] of refused) {
    it(`refuses ${JSON.stringify(assignment)}`, () => {
      expect(linesOf(() => setPath(raw, assignment))).to.deep.equal([line]);
    });
  }

  it("never reaches the prototype of all objects", () => {
    setPath(raw, "tier={__proto__: {polluted: 1}}");
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });
});
