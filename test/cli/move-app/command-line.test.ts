import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { answerOf, Refused } from "../../../cli/move-app/side";
import { nextLines, notMoved } from "../../../cli/move-app/words";
import { UserMistake } from "../../../cli/run-command";
import { withoutAccount } from "../without-account";

describe("npm run move-app", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-move-app-"));

  before(() => {
    for (const [stack, tier] of [
      ["dev", "compose"],
      ["prod", "compose"],
      ["big", "fargate"],
    ] as const)
      writeFileSync(
        join(folder, `Pulumi.${stack}.yaml`),
        `config:\n  aws:region: us-east-1\n  ladder:tier: ${tier}\n`,
      );
  });
  after(() => rmSync(folder, { recursive: true }));

  function said(...args: readonly string[]) {
    const { status, sentence } = withoutAccount("move-app", folder, args);
    return [status, sentence];
  }

  const way = ["--app", "wiki", "--from", "dev", "--to", "prod"] as const;

  it("ends with 1 and a sentence for what cannot be meant", () => {
    expect(said("--app", "wiki", "--from", "dev")).to.deep.equal([
      1,
      "error: required option '--to <stack>' not specified",
    ]);
    expect(said("--app", "Wiki", "--from", "dev", "--to", "prod")).to.deep.equal([
      1,
      'not the name of an app: "Wiki"; allowed a-z, 0-9 and hyphens',
    ]);
    expect(said("--app", "wiki", "--from", "dev", "--to", "dev")).to.deep.equal([
      1,
      "--from and --to name the same stack",
    ]);
    expect(said(...way, "--abort", "--retire")).to.deep.equal([
      1,
      "--dry-run, --abort and --retire exclude each other",
    ]);
    expect(said("--app", "wiki", "--from", "dev", "--to", "nowhere")).to.deep.equal([
      1,
      "The settings need a change:",
    ]);
    expect(said("--app", "wiki", "--from", "dev", "--to", "big")).to.deep.equal([
      1,
      "stack big is on fargate: an app moves between boxes. Switch it to compose first (docs/switching.md).",
    ]);
  });

  it("ends with 125 when no box can be asked", () => {
    expect(said(...way)[0]).to.equal(125);
  });

  it("tells a box's refusal, which is taken back, from a box that gave no answer", () => {
    const answer = (exitCode: number, errors: string) => () => answerOf("prod", exitCode, "", errors);
    expect(answer(1, "backup: x\nmove-app: app_wiki holds 3 object(s) here\n")).to.throw(
      Refused,
      /^prod: app_wiki holds 3 object\(s\) here$/,
    );
    expect(answer(75, "another run is still at work; nothing was changed\n"))
      .to.throw(UserMistake, "prod: another run is still at work; nothing was changed")
      .that.includes({ exitCode: 75 })
      .and.not.instanceOf(Refused);
    expect(answer(143, ""))
      .to.throw(UserMistake, "prod: it ended without a word")
      .that.includes({ exitCode: 125 })
      .and.not.instanceOf(Refused);
    expect(answer(1, "KeyError: 'move-app'\n")).to.throw(
      "prod: its box does not know moves of an app yet: pulumi up",
    );
    expect(answerOf("prod", 0, '{"kept":null}', "")).to.deep.equal({ kept: null });
  });

  it("says where clients have to be led, and what does not come along", () => {
    const shown = (stack: string, host: string | null, cache = false) => ({
      ...{ stack, host, cache, described: true, bucket: "b", running: true },
      ...{ record: null, standing: null, lastVerified: null },
    });
    const first = (from: string | null, to: string | null) =>
      nextLines("wiki", shown("dev", from), shown("prod", to)).slice(0, -1);
    expect(first("wiki.example.com", "wiki.example.com")).to.deep.equal([
      "DNS: wiki.example.com is in both stacks; let its A record name the address of prod (pulumi stack output -s prod).",
    ]);
    expect(first(null, null)).to.deep.equal([
      "DNS: wiki has no host in prod; pulumi stack output -s prod shows its address.",
    ]);
    expect(first("wiki.dev.example.com", "wiki.example.com")).to.deep.equal([
      "DNS: wiki answers under wiki.example.com.",
      "DNS: wiki.dev.example.com still leads to dev, where wiki is closed. If it is to stay, move it from Pulumi.dev.yaml to hosts of wiki in Pulumi.prod.yaml: pulumi up -s dev, then pulumi up -s prod.",
    ]);
    expect(notMoved("wiki", shown("dev", null, true))).to.have.length(2);
  });
});
