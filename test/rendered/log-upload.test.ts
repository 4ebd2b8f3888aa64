import { join } from "node:path";
import { expect } from "chai";
import { ProgramsHere } from "./programs-here";

/** A box whose server is asked, and a bucket, in this process; segments as PostgreSQL writes their first bytes. */
const takeOver = `import gzip, os, struct, sys, types
sys.modules["backup_store"] = types.SimpleNamespace(Store=object, StoreFailed=Exception)
import data_home, point_store, wal_names, wal_record, wal_server, wal_upload

class Bucket:
    def __init__(self): self.objects = {}
    def put_new(self, key, content, facts): self.objects.setdefault(key, content)
    def text(self, key): return self.objects.get(key)

def put_aside(system, number):
    name = wal_names.name_of(1, number)
    head = struct.pack("<HHIQI4xQII", 0xD116, 2, 1, number << 24, 0, system, wal_names.SEGMENT, 8192)
    with open(wal_upload.path_of(name), "wb") as file:
        file.write(gzip.compress(head.ljust(wal_names.SEGMENT, b"\\0"), 1))
    return name

def minute(major):
    moment = {"time": "2026-11-22T00:00:00Z", "position": 0, "xmin": 1, "xmax": 1}
    wal_server.ask = lambda: ({"system": str(major), "timeline": 1, "major": major}, moment)
    wal_upload.run(lambda sentence: None)

def upgraded(meanwhile=lambda: None):
    """Majors of the lines that get what waits when a server of 18 takes the place of one of 17; and what waits still."""
    bucket = Bucket()
    point_store.of_box = lambda: bucket
    os.makedirs(wal_upload.FOLDER, exist_ok=True)
    wal_record.forget()
    minute(17)
    put_aside(17, 8)
    minute(17)
    names = [put_aside(17, 9), put_aside(18, 2)]
    meanwhile()
    minute(18)
    found = {key.split("/")[2]: key.split("-")[0] for key in bucket.objects}
    return [*(found.get(f"{name}.gz") for name in names), wal_upload.waiting()]
`;

describe("The log of a server whose place one of another major takes", () => {
  const here = new ProgramsHere({ "take_over.py": takeOver });
  const box = { dataHome: { fresh: "box", reachable: ["box", "rds"] } };
  const upgraded = (meanwhile = "") =>
    here.python("take_over", `take_over.upgraded(${meanwhile})`, {
      LADDER_FOLDER: join(here.folder, "version"),
      LADDER_RUN: join(here.folder, "run"),
    });

  beforeEach(() => {
    here.write("version/box.json", box);
    here.write("data/ladder/state/data-home", "box\n");
  });
  after(() => here.remove());

  it("gets what that server had put aside last; the new one's segments are the next line's", () => {
    expect(upgraded()).to.deep.equal(["17", "18", []]);
  });

  it("gets nothing more when the databases were elsewhere meanwhile: what waits then is nobody's", () => {
    const away = "lambda: take_over.os.utime(take_over.data_home.RECORD, ns=(1, 1))";
    expect(upgraded(away)).to.deep.equal([null, "18", []]);
  });
});
