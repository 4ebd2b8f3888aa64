import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

describe("a box's record of where its databases are", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ladder-data-home-"));
    mkdirSync(join(folder, "state"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is written down on a volume with these folders of databases, when a box without a record would be on `fresh`. */
  function recorded(fresh: "box" | "rds", databases: readonly string[]): string {
    for (const name of databases) {
      mkdirSync(join(folder, "postgres", name), { recursive: true });
      writeFileSync(join(folder, "postgres", name, "PG_VERSION"), "17\n");
    }
    const dataHome = { fresh, reachable: ["box", "rds"] };
    writeFileSync(join(folder, "box.json"), JSON.stringify({ dataHome }));
    execFileSync("python3", ["-B", "box/programs/record-data-home", folder], {
      env: {
        ...process.env,
        LADDER_STATE: join(folder, "state"),
        LADDER_DATABASES: join(folder, "postgres"),
      },
    });
    return readFileSync(join(folder, "state/data-home"), "utf8").trim();
  }

  it("is RDS on a blank volume of a stack whose data is there", () => {
    expect(recorded("rds", [])).to.equal("rds");
  });

  it("is the box where databases lie, whatever a bundle says", () => {
    expect(recorded("rds", ["17"])).to.equal("box");
  });

  it("is not the box because of a folder that was never filled to its end", () => {
    expect(recorded("rds", ["17.new"])).to.equal("rds");
  });
});

describe("the preparation of a box's data", () => {
  const text = readFileSync("box/programs/prepare-data", "utf8");
  const steps = text.slice(text.lastIndexOf("\n\n")).trim().split("\n");

  /** The program's own steps, each a note, but for the two that are looked at. */
  function prepared(folder: string): string {
    const notes = steps
      .filter((step) => /^[a-z_]+$/.test(step))
      .map((step) => `${step}() { echo ${step}; }`)
      .join("\n");
    const script = `set -Eeuo pipefail\nprograms=${folder}\n${notes}\n${steps.join("\n")}`;
    for (const name of ["redis-users", "resume-apps"])
      writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} "$@"\n`, { mode: 0o755 });
    return execFileSync("bash", ["-c", script]).toString();
  }

  it("writes down where the databases are before it makes a folder that looks like some", () => {
    const folder = mkdtempSync(join(tmpdir(), "ladder-prepare-"));
    const order = prepared(folder).trim().split("\n");
    rmSync(folder, { recursive: true });
    expect(order).to.deep.equal([
      "make_folders",
      "record_data_home",
      "make_app_volumes",
      "redis-users install",
      "fill_database_folder",
      "start_data_services",
      "make_databases",
      "end_interrupted_move",
      "redis-users load",
      "resume-apps",
    ]);
  });
});
