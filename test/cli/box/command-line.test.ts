import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { operands } from "../../../cli/box/operands";
import { age, bytes } from "../../../cli/box/words";
import { changeText } from "../../../cli/box/change-text";
import { statusText } from "../../../cli/box/status-text";
import { historyText } from "../../../cli/box/history-text";
import { withoutAccount } from "../without-account";

describe("npm run box", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-box-"));

  const stackFile = (stack: string, settings = "") =>
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), `config:\n  aws:region: us-east-1\n${settings}`);

  before(() => {
    stackFile("dev");
    stackFile("shop", "  ladder:apps: [{ name: todo }]\n");
    for (const tier of ["beanstalk", "fargate"]) stackFile(tier, `  ladder:tier: ${tier}\n`);
  });
  after(() => rmSync(folder, { recursive: true }));

  const box = (...args: readonly string[]) => withoutAccount("box", folder, args);

  function outcome(...args: readonly string[]) {
    const { status, sentence } = box(...args);
    return { status, sentence };
  }

  it("ends with 1 and a sentence for what cannot be meant", () => {
    expect(outcome("logs", "$(id)")).to.deep.equal({
      status: 1,
      sentence: 'not the name of an app: "$(id)"; allowed a-z, 0-9 and hyphens',
    });
    expect(outcome("exec", "todo", "ls")).to.deep.equal({
      status: 1,
      sentence: "What follows the app's name belongs after --; got ls",
    });
    expect(outcome("psql")).to.deep.equal({ status: 1, sentence: "psql: name an app, or give --admin" });
    expect(box("logs", "todo", "-n", "0").sentence).to.equal(
      "error: option '-n, --lines <count>' argument '0' is invalid. allowed: a whole number from 1",
    );
    expect(box("logs", "todo", "--since", "1h; id").status).to.equal(1);
    expect(box("rollback", "todo", "--undo", "--force").sentence).to.equal(
      "error: option '--undo' cannot be used with option '--force'",
    );
    expect(box("restart", "$(id)").status).to.equal(1);
    expect(box("status", "-s", "nowhere").sentence).to.equal("The settings need a change:");
  });

  it("ends with 125 and AWS's words without credentials", () => {
    expect(outcome("status")).to.deep.equal({
      status: 125,
      sentence:
        "AWS says CredentialsProviderError: Could not load credentials from any providers; sign in as for pulumi up (aws configure, aws sso login, AWS_PROFILE), or name a profile with --profile",
    });
  });

  it("says first that the stack's file has no such app, and which one may be meant; caddy has logs and nothing else", () => {
    const first = (...args: readonly string[]) => box("-s", "shop", ...args).sentence;
    const unasked = box("status").sentence;
    expect(first("logs", "todoo")).to.equal("Pulumi.shop.yaml has no app todoo; did you mean todo?");
    expect(first("exec", "caddy", "--", "ls").startsWith("Pulumi.shop.yaml has no app caddy")).to.equal(true);
    expect([first("logs", "todo"), first("logs", "caddy"), first("history")]).to.deep.equal([
      unasked,
      unasked,
      unasked,
    ]);
  });

  it("names the guide of a stack on another tier first, and asks its box all the same: it may stand by", () => {
    for (const tier of ["beanstalk", "fargate"]) {
      const { lines } = box("status", "-s", tier);
      expect(lines[0]).to.equal(
        `Stack ${tier} is on ${tier}: see "By hand" in docs/${tier}.md. These commands reach its box alone, if it has one.`,
      );
      expect(lines[1]?.startsWith("AWS says CredentialsProviderError")).to.equal(true);
    }
  });

  it("shows that restart and rollback are for one app", () => {
    const usage = (command: string) =>
      box(command, "--nothing").lines.find((line) => line.startsWith("Usage: "));
    expect(usage("restart")).to.equal("Usage: box restart <app>");
    expect(usage("rollback")).to.equal("Usage: box rollback [options] <app>");
  });

  it("takes what follows -- as the command, though it looks like options or names", () => {
    const argv = ["box", "redis", "todo", "--", "-n", "--", "get"];
    expect(operands(["todo", "-n", "--", "get"], argv)).to.deep.equal({
      app: "todo",
      args: ["-n", "--", "get"],
    });
    expect(operands(["info"], ["box", "redis", "--", "info"])).to.deep.equal({ app: null, args: ["info"] });
    expect(operands([], ["box", "redis"])).to.deep.equal({ app: null, args: [] });
  });

  it("shows ages and sizes in the largest unit that fits", () => {
    const now = new Date("2026-11-21T12:00:00Z");
    const ages = ["11:59:31", "11:58:59", "09:00:01", "00:00:00"].map((time) =>
      age(new Date(`2026-11-21T${time}Z`), now),
    );
    expect(ages).to.deep.equal(["29 s", "1 min", "2 h", "12 h"]);
    expect([96 * 2 ** 20, 1536 * 2 ** 20, 10].map(bytes)).to.deep.equal(["96 MiB", "1.5 GiB", "0 MiB"]);
  });

  it("shows a change of one app, and what is rolled back", () => {
    const versions = { from: "todo:2 (bbb)", to: "todo:1 (aaa)" };
    expect(changeText({ app: "todo", outcome: "restarted" })).to.equal("todo: restarted");
    expect(changeText({ app: "todo", outcome: "rolled back", ...versions })).to.equal(
      "todo: rolled back from todo:2 (bbb) to todo:1 (aaa)",
    );
    const rolledBack = { ...versions, since: "2026-11-21T09:00:00Z" };
    const apps = [{ name: "todo", state: "healthy", rolledBack }];
    const text = statusText(
      { apps, services: [], disks: [], lastApply: null, backups: null },
      new Date("2026-11-21T12:00:00Z"),
    );
    expect(text.split("\n").slice(1)).to.deep.equal([
      "todo  healthy (rolled back)",
      "",
      "todo: rolled back from todo:2 (bbb) to todo:1 (aaa) at 2026-11-21T09:00:00Z, 3 h ago; undo: npm run box -- rollback todo --undo",
    ]);
  });

  it("shows deploys with what changed", () => {
    const deploy = { version: "a".repeat(64), time: "2026-11-21T12:00:00Z", ok: true, error: "" };
    const changed = [
      { app: "todo", before: "todo:1", after: "todo:2" },
      { app: "new", before: null, after: "new:1" },
      { app: "same", before: "same:1", after: "same:1" },
    ];
    const failed = { ...deploy, ok: false, error: "todo is not healthy", changed: [] };
    const back = { app: "todo", before: "todo:2", after: "todo:1" };
    expect(historyText({ deploys: [{ ...deploy, action: "rolled back", changed: [back] }] })).to.match(
      / {2}rolled back {2}todo \(todo:2 -> todo:1\)$/,
    );
    expect(historyText({ deploys: [{ ...deploy, changed }, failed] }).split("\n")).to.deep.equal([
      "TIME                  VERSION       OUTCOME                      CHANGED",
      "2026-11-21T12:00:00Z  aaaaaaaaaaaa  applied                      todo (todo:1 -> todo:2), new (new, new:1), same (same:1)",
      "2026-11-21T12:00:00Z  aaaaaaaaaaaa  failed: todo is not healthy  -",
    ]);
    expect(historyText({ deploys: [] })).to.equal("Nothing was deployed here yet.");
  });
});
