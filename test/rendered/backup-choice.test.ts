import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

interface Part {
  readonly name?: string;
  readonly path?: string;
  readonly app: string;
}

/** A bucket in a folder of Python: a key -> its text; `store` below is one. */
const store = `
class Store:
    def __init__(self, texts): self.texts = texts
    def keys(self): return self.texts
    def text(self, key): return self.texts.get(key)
class Server:
    user, title, close = "admin", "the box", lambda _: None
    def ask(self, *_, **named): return [[1]]
    def one(self, text, *database, **named): return {(): "t", ("app_wiki",): "3"}.get(database, "0")
def touched(*_): raise Exception("touched")
def refused(restore_to, store, wanted):
    restore_to.backup_run.open_server, restore_to.restore_database = Server, touched
    try: restore_to.run(store, wanted, lambda _: None)
    except Exception as error: return str(error)
def wanted(**named):
    return type("Wanted", (), {"backup": None, "time": None, "app": None, "database": None, "all": False, "of": None, "replace": False, **named})
`;

/** In the order of time: each begins an hour after the one before and takes half of it. */
const manifest = (
  hour: number,
  parts: { readonly databases?: readonly Part[]; readonly volumes?: readonly Part[] },
  failed: readonly Part[] = [],
) => ({
  format: 1,
  id: `2026112${hour}`,
  ...{ time: `2026-11-22T0${hour}:00:00Z`, finished: `2026-11-22T0${hour}:30:00Z` },
  ...{ databases: [], volumes: [], ...parts, failed, shrunk: [] },
});

describe("Which backup is taken", () => {
  const here = new ProgramsHere({ "bucket_here.py": store });
  after(() => here.remove());

  const shop = { name: "app_shop", app: "shop", tables: 2, rows: 10 };
  const files = { name: "/shop/files", path: "/shop/files", app: "shop" };
  const wiki = { name: "app_wiki", app: "wiki", tables: 1, rows: 1 };

  function asked(texts: Readonly<Record<string, string>>, module: string, expression: string): unknown {
    const bucket = `bucket_here.Store(json.loads(${JSON.stringify(JSON.stringify(texts))}))`;
    return here.python(`bucket_here, ${module}`, expression.replace("BUCKET", bucket));
  }

  const bucketOf = (...manifests: readonly { readonly id: string }[]) =>
    Object.fromEntries(manifests.map((one) => [`${one.id}/manifest.json`, JSON.stringify(one)]));

  const whole = manifest(1, { databases: [shop, wiki], volumes: [files] });
  const partial = manifest(2, { databases: [wiki], volumes: [files] }, [shop]);
  const chosen = (texts: Readonly<Record<string, string>>, named: string) =>
    asked(texts, "restore_to", `restore_to.chosen(BUCKET, bucket_here.wanted(${named}))["id"]`);

  it("is the newest that has all of an app, not one in which its database failed and its files did not", () => {
    const texts = bucketOf(whole, partial);
    expect(chosen(texts, 'app="shop"')).to.equal(whole.id);
    expect(chosen(texts, 'app="wiki"')).to.equal(partial.id);
    expect(chosen(texts, 'database="app_wiki"')).to.equal(partial.id);
    expect(chosen(texts, "all=True")).to.equal(whole.id);
    expect(() => chosen(bucketOf(partial), 'app="shop"')).to.throw(
      "there is no whole backup of what you name; --backup takes one of part of it",
    );
  });

  it("is one that had ended by the time: what is dumped late has what was written, or dropped, until then", () => {
    const texts = bucketOf(whole, manifest(2, { databases: [shop, wiki], volumes: [files] }));
    const at = (time: string) => chosen(texts, `app="shop", time="2026-11-22T${time}Z"`);
    expect([at("02:29:59"), at("02:30:00")]).to.deep.equal([whole.id, "20261122"]);
    expect(() => at("01:29:59")).to.throw("there is no whole backup before 2026-11-22T01:29:59Z");
  });

  it("is listed beside one whose manifest cannot be read, and may be restored", () => {
    const damaged = { "20261123/manifest.json": "[]", "20261124/manifest.json": '{"format": 2}' };
    const texts = { ...bucketOf(whole), ...damaged, "20261125/manifest.json": "{" };
    const ids = asked(texts, "backup_manifest", '[one["id"] for one in backup_manifest.all_of(BUCKET)]');
    expect(ids).to.deep.equal([whole.id]);
    expect(chosen(texts, 'app="shop"')).to.equal(whole.id);
    // A drill proves the newest.
    expect(() => asked(texts, "backup_manifest", "backup_manifest.newest_verified(BUCKET)")).to.throw(
      "the manifest of 20261125 is damaged",
    );
  });

  it("is restored as a whole or not at all: each database is looked at before the first is touched", () => {
    const texts = bucketOf(
      manifest(1, { databases: [shop, wiki].map((one) => ({ ...one, role: one.name })) }),
    );
    const said = (named: string) =>
      asked(texts, "restore_to", `bucket_here.refused(restore_to, BUCKET, bucket_here.wanted(${named}))`);
    expect(said("all=True")).to.match(/^app_wiki holds 3 object\(s\): --replace /);
    expect(said("all=True, replace=True")).to.equal("touched");
  });

  it("is compared, for a database that is suddenly smaller, with the newest that has it", () => {
    const names = (list: string) =>
      asked(
        bucketOf(whole, partial),
        "backup_manifest",
        `{name: one["rows"] for name, one in backup_manifest.last_known(BUCKET, ${list}).items()}`,
      );
    // It failed in the newest, and was made anew, empty, since.
    expect(names('["app_shop", "app_wiki"]')).to.deep.equal({ app_shop: 10, app_wiki: 1 });
    expect(names('["app_new"]')).to.have.property("app_shop", 10);
    expect(names("[]")).to.deep.equal({});
  });
});
