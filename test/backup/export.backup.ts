import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { outcomeOf } from "../../rig/command";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { BackedUp } from "./backed-up";

/** An app of the committed stack dev, whose settings the export reads. */
const app = pairApp("todo");

describe("An export of what the box backed up", () => {
  const stack = new BackedUp([app]);
  let folder: string;
  let out: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ladder-export-"));
    out = join(folder, "out");
    await stack.start();
    const volume = join(stack.pair.folder, "apps/todo/notes");
    mkdirSync(volume, { recursive: true });
    writeFileSync(join(volume, "one.txt"), "one");
    stack.pair.changeDocument((document) => ({
      ...document,
      apps: document.apps.map((one) => ({ ...one, volumes: [volume] })),
    }));
    await stack.pair.seed("box", app, smallRows(100));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await stack.stop();
  });

  it("holds the bucket's own dump and archive, and makes the database as it was", async () => {
    const identifier = await stack.made();
    const { status, stderr } = await outcomeOf("env", [
      ...Object.entries(stack.aws).map(([name, value]) => `${name}=${value}`),
      ...[process.execPath, "--require", "./scripts/loader.cjs", "cli/export.ts"],
      ...["--out", out, "--bucket", BackedUp.bucket],
    ]);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const dump = await stack.object(`${identifier}/databases/app_todo.dump`);
    expect(readFileSync(join(out, "databases/app_todo.dump")).equals(dump)).to.equal(true);
    const archive = await stack.object(`${identifier}/volumes/todo/notes.tar.gz`);
    expect(readFileSync(join(out, "files/todo/notes.tar.gz")).equals(archive)).to.equal(true);
    expect(readFileSync(join(out, "databases/app_todo.create.sql"), "utf8")).to.equal(
      `create database "app_todo_coming" owner "app_todo" template template0 encoding 'UTF8'\n` +
        `  locale_provider builtin builtin_locale 'C.UTF-8';\nrevoke all on database "app_todo_coming" from public;\n`,
    );
  });
});
