import { expect } from "chai";
import fc from "fast-check";
import { ProgramsHere } from "./programs-here";

interface Manifest {
  readonly id: string;
  readonly failed: readonly object[];
  readonly shrunk: readonly string[];
  readonly databases: readonly { readonly name: string }[];
  readonly volumes: readonly { readonly name: string }[];
}

describe("The rules of backups", () => {
  // The programs of the box that talk to S3 are not asked here.
  const here = new ProgramsHere({ "backup_store.py": "class StoreFailed(Exception): pass\n" });
  after(() => here.remove());

  const needless = (cases: readonly (readonly [readonly Manifest[], number])[]) =>
    here.python(
      "backup_prune",
      `[backup_prune.needless(*case) for case in json.load(open(${JSON.stringify(here.write("cases.json", cases))}))]`,
    );
  const manifests = fc
    .array(
      fc.record({
        failed: fc.constantFrom([], [{}]),
        shrunk: fc.constantFrom([], ["app_todo"]),
        databases: fc.constantFrom([{ name: "app_todo" }], [{ name: "app_todo" }, { name: "app_shop" }]),
        volumes: fc.constantFrom([], [{ name: "/todo/files" }]),
      }),
      { maxLength: 12 },
    )
    .map((some) => some.map((one, index): Manifest => ({ ...one, id: String(index) })));

  it("remove only what as many newer good ones as are kept make needless, and never the last one with something", () => {
    // One start of Python for all.
    const cases = fc.sample(fc.tuple(manifests, fc.integer({ min: 0, max: 5 })), 300);
    const good = ({ failed, shrunk }: Manifest) => failed.length === 0 && shrunk.length === 0;
    const names = ({ databases, volumes }: Manifest) => [...databases, ...volumes].map(({ name }) => name);
    const expected = cases.map(([all, keep]) =>
      all
        .filter((one, index) => {
          const newer = all.slice(0, index).filter(good);
          const known = newer.flatMap(names);
          return keep > 0 && newer.length >= keep && names(one).every((name) => known.includes(name));
        })
        .map(({ id }) => id),
    );
    expect(needless(cases), JSON.stringify(cases)).to.deep.equal(expected);
  });

  it("call a database shrunk that lost a table or more than half of its rows, and no new or dropped one", () => {
    const one = (name: string, tables: number, rows: number) => ({ name, tables, rows });
    const before = { a: one("a", 2, 10), b: one("b", 2, 10), c: one("c", 2, 10), gone: one("gone", 1, 1) };
    const now = [one("a", 1, 10), one("b", 2, 4), one("c", 2, 5), one("fresh", 1, 1)];
    const text = `backup_manifest.shrunk(json.loads('${JSON.stringify(now)}'), json.loads('${JSON.stringify(before)}'))`;
    expect(here.python("backup_manifest", text)).to.deep.equal(["a", "b"]);
    expect(here.python("backup_manifest", "backup_manifest.shrunk([], {})")).to.deep.equal([]);
  });

  it("let no part keep the others from being backed up, whatever it fails with: a volume's folder that is not there", () => {
    const made = here.python(
      "backup_run, backup_volume",
      `[(lambda manifest: [backup_run.make_parts(manifest, json.loads('${JSON.stringify([
        { name: "/nowhere/files", app: "shop" },
        { name: "/", app: "wiki" },
      ])}'), lambda one: backup_volume.size_of(one["name"]) > 0), manifest])({"failed": []})]`,
    );
    const error = "[Errno 2] No such file or directory: '/nowhere/files'";
    expect(made).to.deep.equal([[[true], { failed: [{ name: "/nowhere/files", app: "shop", error }] }]]);
  });

  it("let no drill be silent about indexes that nothing has checked", () => {
    const server = 'type("Server", (), {"title": "the box", "ask": lambda *_: []})()';
    const said = `(lambda said: [restore_copy.check_indexes(${server}, "app_shop", "copy", said.append), said])([])[1]`;
    expect(here.python("restore_copy", said)).to.deep.equal([
      "app_shop: without amcheck: the box does not have it",
    ]);
  });

  it("take a sequence for the same anywhere between before and after the dump, and nowhere else", () => {
    const line = (name: string, value: number) => `sequence public.${name} ${value} t\n`;
    const settled = (before: number, after: number, restored: number) =>
      here.python(
        "restore_copy",
        `restore_copy.settled(${[before, after, restored].map((value) => JSON.stringify(`rows public.t 1 2\n${line("s", value)}`)).join(", ")})`,
      );
    expect(settled(5, 9, 7)).to.equal(`rows public.t 1 2\n${line("s", 7)}`);
    expect(settled(9, 5, 7)).to.equal(`rows public.t 1 2\n${line("s", 7)}`);
    expect(settled(5, 9, 4)).to.equal(`rows public.t 1 2\n${line("s", 5)}`);
    expect(settled(5, 9, 10)).to.equal(`rows public.t 1 2\n${line("s", 5)}`);
  });
});
