import { readFileSync } from "node:fs";
import { expect } from "chai";
import { auditProblems } from "../../cli/dependencies/audit-problems";
import { licenceProblems, type Lockfile } from "../../cli/dependencies/licence-problems";
import { licences } from "../../cli/dependencies/licences";
import { licenceWaivers } from "../../cli/dependencies/waivers";

const waiver = { since: "2026-11-21", reason: "read" };

function lock(packages: Readonly<Record<string, string | undefined>>): Lockfile {
  const entries = Object.entries(packages).map(
    ([path, license]) => [path, { version: "1.0.0", license }] as const,
  );
  return { packages: { "": { version: "0.1.0", license: "nobody's" }, ...Object.fromEntries(entries) } };
}

function problems(packages: Readonly<Record<string, string | undefined>>, waivers = {}) {
  return licenceProblems([lock(packages)], ["MIT", "Apache-2.0"], waivers).problems;
}

describe("licences of dependencies", () => {
  it("are all allowed or waived today, the example app's too, and no waiver is left over", () => {
    const read = ["package-lock.json", "examples/todo/package-lock.json"].map(
      (file) => JSON.parse(readFileSync(file, "utf8")) as Lockfile,
    );
    expect(licenceProblems(read, Object.keys(licences), licenceWaivers).problems).to.deep.equal([]);
    expect(licenceProblems(read, ["MIT"], {}).problems).to.have.length.above(100);
  });

  it("are judged as expressions: one of two is enough, both of two are needed", () => {
    expect(
      problems({ "node_modules/a": "(MIT OR GPL-3.0-only)", "node_modules/b": "MIT AND Apache-2.0" }),
    ).to.deep.equal([]);
    expect(problems({ "node_modules/c": "MIT AND GPL-3.0-only" })).to.have.length(1);
  });

  it("that are missing, unreadable or not allowed are named with the package, also of one inside another", () => {
    const found = problems({
      "node_modules/none": undefined,
      "node_modules/@a/b/node_modules/odd": "SEE LICENSE IN LICENSE",
      "node_modules/strict": "AGPL-3.0-only",
    });
    expect(found.map((text) => text.split(";")[0])).to.deep.equal([
      "none@1.0.0: licence not named",
      "odd@1.0.0: licence SEE LICENSE IN LICENSE",
      "strict@1.0.0: licence AGPL-3.0-only",
    ]);
  });

  it("are waived for one version, and a waiver that nothing needs is a problem", () => {
    const strict = { "node_modules/strict": "AGPL-3.0-only" };
    expect(problems(strict, { "strict@1.0.0": waiver })).to.deep.equal([]);
    expect(problems(strict, { "strict@0.9.0": waiver })).to.have.length(2);
    expect(problems({ "node_modules/a": "MIT" }, { "a@1.0.0": waiver })).to.deep.equal([
      "a@1.0.0: waived, but not installed or not in need of it; remove the waiver",
    ]);
  });
});

describe("known vulnerabilities of dependencies", () => {
  const url = "https://github.com/advisories/GHSA-1";
  const advisory = { name: "a", title: "reads too far", url, severity: "high", range: "<2.0.0" };
  const report = JSON.stringify({ vulnerabilities: { a: { via: [advisory] }, b: { via: ["a", advisory] } } });

  it("are told once, however many packages they reach, unless they are waived", () => {
    expect(auditProblems(report, {})).to.deep.equal({
      kind: "answered",
      problems: [`a <2.0.0: high: reads too far (${url})`],
    });
    expect(auditProblems(report, { [url]: waiver })).to.deep.equal({ kind: "answered", problems: [] });
  });

  it("that are waived and no longer found leave a waiver to remove", () => {
    expect(auditProblems('{"vulnerabilities":{}}', { [url]: waiver })).to.deep.equal({
      kind: "answered",
      problems: [`${url}: waived, but no longer found; remove the waiver`],
    });
  });

  it("stay unknown when the registry refuses or says nothing, which is not taken for none", () => {
    expect(auditProblems('{"message":"405 Method Not Allowed","error":{"summary":""}}', {})).to.deep.equal({
      kind: "silent",
      reason: "405 Method Not Allowed",
    });
    expect(auditProblems("", {})).to.deep.equal({ kind: "silent", reason: "no answer" });
  });
});
