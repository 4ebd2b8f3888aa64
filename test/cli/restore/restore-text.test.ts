import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { backupsText } from "../../../cli/restore/backups-text";
import { restoredText } from "../../../cli/restore/restored-text";

describe("npm run restore", () => {
  const said = (...args: readonly string[]) => {
    const program = ["--require", "./scripts/loader.cjs", "cli/restore.ts", ...args];
    const { status, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
    return [status, stderr.split("\n")[0]];
  };

  it("lists backups with what they hold, lack, and lost", () => {
    const whole = {
      ...{ id: "20261121T030000Z-1a2b3c", time: "2026-11-21T03:00:00Z", bytes: 2 ** 20 },
      ...{ databases: [{ name: "app_todo" }], volumes: [{ path: "/data/ladder/apps/todo/files" }] },
      ...{ failed: [], shrunk: [] },
    };
    const other = { ...whole, volumes: [], failed: [{ name: "app_wiki" }], shrunk: ["app_todo"] };
    expect(backupsText({ backups: [whole, other] }).split("\n")).to.deep.equal([
      "ID                       TIME                  SIZE   HOLDS",
      "20261121T030000Z-1a2b3c  2026-11-21T03:00:00Z  1 MiB  app_todo /data/ladder/apps/todo/files",
      "20261121T030000Z-1a2b3c  2026-11-21T03:00:00Z  1 MiB  app_todo                               without app_wiki; much smaller than before: app_todo",
    ]);
    const dropped = { ...whole, databases: [...whole.databases, { name: "app_shop" }] };
    expect(
      backupsText({ backups: [whole, dropped, dropped] })
        .split("\n")
        .map((line) => line.split("  ").at(-1)?.trim()),
    ).to.deep.equal([
      "HOLDS",
      "app_todo /data/ladder/apps/todo/files",
      "the last with app_shop",
      "app_todo app_shop /data/ladder/apps/todo/files",
    ]);
    const windows = [{ from: "2026-11-20T03:05:00Z", until: "2026-11-21T08:00:00Z" }];
    expect(
      backupsText({ backups: [whole], windows })
        .split("\n")
        .at(-1),
    ).to.equal("Databases as of any second: 2026-11-20T03:05:00Z to 2026-11-21T08:00:00Z (--time)");
    expect(backupsText({ backups: [] })).to.equal("There is no backup yet: npm run box -- backup");
  });

  it("says what was restored, and where what was there is", () => {
    const one = { name: "app_todo", backup: "20261121T030000Z-1a2b3c", time: "2026-11-21T03:00:00Z" };
    const restored = [
      { ...one, kept: null },
      { ...one, kept: "app_todo_20261121_120000" },
    ];
    expect(restoredText({ restored }).split("\n")).to.deep.equal([
      "app_todo is as it was at 2026-11-21T03:00:00Z (20261121T030000Z-1a2b3c)",
      "app_todo is as it was at 2026-11-21T03:00:00Z (20261121T030000Z-1a2b3c); what was there is kept as app_todo_20261121_120000, remove it when nobody needs it",
    ]);
  });

  it("refuses before it asks the box what cannot be meant", () => {
    expect(said("to")).to.deep.equal([1, "to: name what to restore with --database, --app or --all"]);
    expect(said("to", "--all", "--backup", "../x")).to.deep.equal([
      1,
      "error: option '--backup <id>' argument '../x' is invalid. allowed: an id that restore list shows, such as 20261120T030000Z-1a2b3c",
    ]);
    expect(said("to", "--all", "--time", "yesterday")).to.deep.equal([
      1,
      "error: option '--time <time>' argument 'yesterday' is invalid. allowed: a time in UTC such as 2026-11-20T08:00:00Z",
    ]);
    expect(said("to", "--app", "todo", "--all")).to.deep.equal([
      1,
      "error: option '--app <name>' cannot be used with option '--all'",
    ]);
  });
});
