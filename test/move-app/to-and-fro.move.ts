import { expect } from "chai";
import { AcknowledgedWrites } from "../move/acknowledged";
import { pairApp } from "../move/pair";
import { everyKind, smallRows, written } from "../move/seed";
import { TwoStacks, type Name } from "./two-stacks";

const [wiki, shop] = ["wiki", "shop"].map(pairApp) as [
  ReturnType<typeof pairApp>,
  ReturnType<typeof pairApp>,
];

describe("An app that moves to another stack and back, under writes", () => {
  const stacks = new TwoStacks([wiki, shop]);
  let home: Name = "dev";
  let others: AcknowledgedWrites;
  let sessions: string;

  /** Numbers of the processes that serve the other app. */
  const sessionsOfOthers = () =>
    stacks.sql(
      "dev",
      "postgres",
      "select string_agg(pid::text, ' ') from pg_stat_activity where usename = 'app_shop'",
    );

  before(async () => {
    await stacks.start();
    await stacks.pairs.dev.seed("box", wiki, `${everyKind()}\n${smallRows(2000)}\n${written}`);
    await stacks.pairs.dev.seed("box", shop, written);
    others = new AcknowledgedWrites(stacks.pairs.dev, shop, () => "box");
    await others.wrote(20);
    sessions = await sessionsOfOthers();
  });
  after(async () => {
    await others.stop();
    await stacks.stop();
  });

  async function moved(from: Name, to: Name): Promise<void> {
    const either = stacks.either(() => home);
    const writes = new AcknowledgedWrites(either, wiki, () => "box");
    await writes.wrote(20);
    const outcome = await stacks.move(wiki, from, to);
    home = to;
    expect(outcome).to.equal(undefined);
    await writes.wrote(writes.rows.length + 20);
    await writes.stop();
    console.log(
      `      ${from} to ${to}: ${writes.rows.length} acknowledged writes, longest pause ${writes.longestPauseMs} ms`,
    );
    expect(await writes.wrong("box")).to.deep.equal([]);
    expect(await stacks.objects()).to.deep.equal([]);
  }

  it("changes nothing when only the steps are asked for", async () => {
    expect(await stacks.move(wiki, "dev", "prod", { dryRun: true })).to.equal(undefined);
    expect(stacks.said.filter((line) => /^\d/.test(line))).to.have.length(5);
    expect(await stacks.state("dev")).to.equal("app_shop app_wiki; app_shop app_wiki");
  });

  it("has each acknowledged write exactly once there, and is closed where it was", async () => {
    await moved("dev", "prod");
    expect(await stacks.state("dev")).to.equal("app_shop app_wiki; app_shop");
    expect(await stacks.state("prod")).to.equal("app_shop app_wiki; app_shop app_wiki");
  });

  it("is not moved again by the same command, which removes what a kill at the end left on the way", async () => {
    await stacks.leaveObject("dev");
    expect(await stacks.move(wiki, "dev", "prod")).to.equal(undefined);
    expect(stacks.said.at(-1)).to.equal("wiki is in prod already");
    expect(await stacks.objects()).to.deep.equal([]);
  });

  it("comes back with what was written in between, and goes again", async () => {
    await moved("prod", "dev");
    expect(await stacks.state("prod")).to.equal("app_shop app_wiki; app_shop");
    await moved("dev", "prod");
  });

  it("ends no session of another app", async () => {
    expect(await sessionsOfOthers()).to.equal(sessions);
    await others.stop();
    expect(await others.wrong("box")).to.deep.equal([]);
  });
});
