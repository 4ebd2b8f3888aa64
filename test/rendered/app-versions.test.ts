import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { bundleFiles } from "../../box/bundle-files";
import { valuesFile } from "../../box/values-file";
import { samplePlan, sampleValues } from "../box/sample-plan";
import { run } from "./command";

const programs = resolve(__dirname, "../../box/programs");

interface Version {
  readonly key: string;
  readonly bundle: string;
  readonly image: string;
  readonly app: object;
  readonly service: object;
  readonly migration: string | null;
}

interface State {
  readonly running?: Version | null;
  readonly before?: Version | null;
  readonly rollback?: { readonly from: object; readonly to: Version; readonly since: string } | null;
}

const app = { name: "todo", secrets: [{ name: "TOKEN" }], port: 80, database: { name: "app_todo" } };

function version(letter: string, changes: Partial<Version> = {}): Version {
  const bundle = letter.repeat(64);
  return { key: letter, bundle, image: `todo:${letter}`, app, service: {}, migration: null, ...changes };
}

describe("The versions of an app, as the box's programs know them", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-versions-"));
  after(() => rmSync(folder, { recursive: true }));

  /** What an expression over the modules is, as JSON. */
  function python(expression: string, input: object = {}): unknown {
    const code = `import json, sys; import app_rollback, versions; given = json.load(sys.stdin); print(json.dumps(${expression}))`;
    const env = { PYTHONPATH: programs, LADDER_PROJECT: "test", LADDER_FOLDER: folder };
    const { status, stdout, stderr } = run("python3", ["-B", "-c", code], JSON.stringify(input), env);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  const [a, b] = [version("a"), version("b")];
  const ran: State = { running: b, before: a };
  const rolledBack = (state: State, wanted: Version) =>
    python("app_rollback.rolled_back(given['state'], given['wanted'], 'now')", { state, wanted }) as State;

  function refusal(
    state: State,
    wanted: Version,
    { migrated = false, force = false, today = app as object } = {},
  ) {
    const call =
      "app_rollback.refusal(given['today'], given['state'], given['wanted'], given['migrated'], given['force'])";
    return python(call, { state, wanted, migrated, force, today });
  }

  it("can go back to the one before", () => {
    expect(refusal(ran, b)).to.equal(null);
  });

  it("cannot go back when there is none, when it was done already, or when the newest never ran", () => {
    expect(refusal({}, b)).to.equal("no earlier version of todo has run on this box");
    expect(refusal({ running: b }, b)).to.equal("no earlier version of todo has run on this box");
    expect(refusal(ran, version("c"))).to.equal(
      "todo runs its earlier version already: the newest did not become healthy",
    );
    const already = "todo is rolled back already; to undo that: npm run box -- rollback todo --undo";
    expect(refusal({ ...rolledBack(ran, b), running: a, before: b }, a)).to.equal(already);
    // Noted, and then killed before the app was rolled.
    expect(refusal(rolledBack(ran, b), a)).to.equal(already);
  });

  it("cannot go back to what it cannot get any more, or to another kind of app", () => {
    const bare = { name: "todo", secrets: [], port: 80 };
    expect(refusal(ran, b, { today: bare })).to.equal(
      "the earlier version of todo needs the secret TOKEN and a database, which the settings do not give it any more",
    );
    expect(refusal(ran, b, { today: { ...app, port: undefined } })).to.equal(
      "the earlier version of todo was a web app; change the settings instead",
    );
  });

  it("cannot go back behind a migration that has run, unless forced", () => {
    const migrating = version("b", { migration: "of b" });
    const state = { running: migrating, before: version("a", { migration: "of a" }) };
    expect(refusal(state, migrating, { migrated: true })).to.match(
      /^todo's migration has run with todo:b \(b{12}\), /,
    );
    expect(refusal(state, migrating, { migrated: true, force: true })).to.equal(null);
    expect(refusal(state, migrating)).to.equal(null);
    const same = { ...state, before: version("a", { migration: "of b" }) };
    expect(refusal(same, migrating, { migrated: true })).to.equal(null);
  });

  it("stay rolled back while the stack wants what was left, and end with any other that runs", () => {
    const steps = [
      "versions.runs('x', given['a'], False)",
      "versions.runs('x', given['b'], False)",
      "versions.write('x', app_rollback.rolled_back(versions.read('x'), given['b'], 'now'))",
      "bool(versions.rollback_of('x', 'b'))",
      "bool(versions.rollback_of('x', 'c'))",
      "versions.runs('x', given['a'], True)",
      "versions.described('x')",
      "[versions.read('x')[which]['key'] for which in ('running', 'before')]",
      "versions.runs('x', given['c'], False)",
      "versions.described('x')",
      "[versions.read('x')[which]['key'] for which in ('running', 'before')]",
    ];
    const outcomes = python(`[${steps.join(", ")}]`, { a, b, c: version("c") }) as unknown[];
    expect(outcomes.filter((outcome, index) => index > 2 && ![5, 8].includes(index))).to.deep.equal([
      true,
      false,
      { from: `todo:b (${"b".repeat(12)})`, to: `todo:a (${"a".repeat(12)})`, since: "now" },
      ["a", "b"],
      null,
      ["c", "a"],
    ]);
  });

  describe("in what the box shall run", () => {
    const bundle = join(folder, "bundle");
    const files: Readonly<Record<string, string>> = {
      ...bundleFiles(samplePlan()),
      "values.env": valuesFile(sampleValues),
    };

    before(() => {
      mkdirSync(bundle);
      for (const name of ["compose.yaml", "box.json", "values.env"])
        writeFileSync(join(bundle, name), files[name] ?? "");
    });

    /** Runs the program with its folders replaced. */
    function wanted() {
      const text = readFileSync(join(programs, "wanted"), "utf8").replaceAll("/run/ladder", folder);
      const env = { PYTHONPATH: programs, LADDER_PROJECT: "test", LADDER_FOLDER: folder };
      const { status, stderr } = run("python3", ["-B", "-", bundle], text, env);
      expect([status, stderr]).to.deep.equal([0, ""]);
      const read = (name: string) =>
        JSON.parse(readFileSync(join(folder, "wanted", name), "utf8")) as unknown;
      return {
        composition: read("compose.json") as { services: Record<string, object> },
        apps: (read("box.json") as { apps: { name: string; image?: string }[] }).apps,
      };
    }

    const composed = () =>
      parse(files["compose.yaml"] ?? "", { version: "1.1" }) as { services: Record<string, object> };

    it("are the bundle's own, value by value, when nothing is rolled back", () => {
      const { composition, apps } = wanted();
      expect(composition).to.deep.equal(composed());
      const { apps: own } = JSON.parse(files["box.json"] ?? "") as { apps: object[] };
      expect(apps.map((one) => ({ ...one, image: undefined }))).to.deep.equal(
        own.map((one) => ({ ...one, image: undefined })),
      );
    });

    it("are the earlier ones for an app that was rolled back, and no other app is changed", () => {
      const { name, image } = wanted().apps.find(({ name: one }) => one === "todo") ?? { name: "" };
      const earlier = version("a", {
        image: "todo:a",
        app: { ...app, health: "/old", configuration: "old" },
        service: { image: "todo:a", environment: { ON: "yes" } },
      });
      const call =
        "versions.write('todo', {'rollback': {'from': {'key': versions.key_of(*given['left'])}, 'to': given['to'], 'since': 'now'}})";
      const own = (JSON.parse(files["box.json"] ?? "") as { apps: { name: string }[] }).apps;
      python(call, { left: [own.find((one) => one.name === name), image], to: earlier });
      const { composition, apps } = wanted();
      expect(composition.services).to.deep.equal({ ...composed().services, todo: earlier.service });
      expect(apps.find((one) => one.name === "todo")).to.include({
        health: "/old",
        image: "todo:a",
        newer: image,
      });
      expect(apps.find((one) => one.name === "todo")).to.not.have.property("migrate");
      const others = (list: { name: string }[]) =>
        list.filter((one) => one.name !== "todo").map((one) => one.name);
      expect(others(apps)).to.deep.equal(others(own));
    });
  });
});
