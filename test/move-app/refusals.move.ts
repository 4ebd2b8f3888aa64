import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { pairApp } from "../move/pair";
import { smallRows } from "../move/seed";
import { TwoStacks } from "./two-stacks";

const wiki = pairApp("wiki");
const served = "app_wiki; app_wiki";

describe("A move of an app between stacks", () => {
  const stacks = new TwoStacks([wiki]);
  const count = (stack: "dev" | "prod", database = "app_wiki") =>
    stacks.sql(stack, database, "select count(*) from level0");

  before(async () => {
    await stacks.start();
    await stacks.pairs.dev.seed("box", wiki, smallRows(1000));
  });
  after(() => stacks.stop());
  afterEach(() => (stacks.onStep = () => undefined));

  /** Both serve what they had, and nothing of a move is left. */
  async function nothingChanged(): Promise<void> {
    expect([await stacks.state("dev"), await stacks.state("prod")]).to.deep.equal([served, served]);
    expect(await stacks.objects()).to.deep.equal([]);
  }

  it("is refused before anything stops where the app keeps files, or has no database", async () => {
    for (const [change, why] of [
      [
        { volumes: ["/data/ladder/apps/wiki/files"] },
        /^dev: wiki keeps files in \/data.*, which are not moved/,
      ],
      [{ database: undefined }, /^dev: wiki has no database: there is nothing to move/],
    ] as const) {
      const back = stacks.pairs.dev.changeDocument((document) => ({
        ...document,
        apps: document.apps.map((app) => ({ ...app, ...change })),
      }));
      expect(await stacks.move(wiki, "dev", "prod")).to.match(why);
      back();
    }
    await nothingChanged();
  });

  it("is refused while the databases of a stack are on RDS", async () => {
    const back = stacks.pairs.prod.changeDocument((document) => ({
      ...document,
      dataHome: { ...document.dataHome, fresh: "rds" },
    }));
    expect(await stacks.move(wiki, "dev", "prod")).to.match(/^prod: the databases of stack prod are on RDS/);
    back();
    await nothingChanged();
  });

  it("is refused where the target holds something, which --replace keeps", async () => {
    await stacks.pairs.prod.seed("box", wiki, "create table own (id int); insert into own values (7)");
    expect(await stacks.move(wiki, "dev", "prod")).to.match(
      /^prod: app_wiki holds \d+ object\(s\) here: --replace keeps it under another name/,
    );
    await nothingChanged();
  });

  it("is taken back at once when the copy cannot be made, and begins anew afterwards", async () => {
    await stacks.sql("dev", "postgres", "create role outsider");
    await stacks.sql("dev", "app_wiki", "grant select on level0 to outsider");
    expect(await stacks.move(wiki, "dev", "prod", { replace: true })).to.match(
      /outsider.*Taken back: wiki serves in dev as before\.$/,
    );
    await nothingChanged();
    expect(await stacks.sql("prod", "app_wiki", "select id from own")).to.equal("7");
    await stacks.sql("dev", "app_wiki", "revoke select on level0 from outsider");
  });

  it("is taken back by --abort until it is published, and lets no late message go on", async () => {
    stacks.onStep = (step, _, run) => step === "arrive" && run.signal("SIGKILL");
    expect(await stacks.move(wiki, "dev", "prod", { replace: true })).to.match(
      /was killed\nThe move is not finished/,
    );
    expect(await stacks.state("dev")).to.equal("app_wiki; ");
    stacks.onStep = () => undefined;
    expect(await stacks.abort(wiki, "dev", "prod")).to.equal(undefined);
    await nothingChanged();
    expect(await stacks.late("prod", "arrive", "publish")).to.deep.equal([
      "prod: this move of wiki was taken back; begin a new one",
      "prod: this move of wiki was taken back; begin a new one",
    ]);
    expect(await stacks.late("dev", "leave")).to.deep.equal([
      "dev: this move of wiki was taken back; begin a new one",
    ]);
    await nothingChanged();
    expect(await stacks.abort(wiki, "dev", "prod")).to.equal("no move of wiki from dev to prod is under way");
  });

  it("refuses a second one beside it, and a move between tiers on either box", async () => {
    stacks.onStep = (step, _, run) => step === "arrive" && run.signal("SIGKILL");
    await stacks.move(wiki, "dev", "prod", { replace: true });
    stacks.onStep = () => undefined;
    expect(await stacks.move(wiki, "prod", "dev")).to.match(
      /^another move of wiki is under way in (dev|prod)/,
    );
    const { status, stderr } = await stacks.pairs.dev.move("to", "rds");
    expect([status, stderr]).to.deep.equal([
      1,
      "move: wiki is moving to another stack, or has: finish that, and take it out of this stack's file (docs/moving.md)\n",
    ]);
  });

  it("goes on with the same command, keeps what was there, and copies large objects in parts", async () => {
    await stacks.abort(wiki, "dev", "prod");
    const noise = randomBytes(7 << 20).toString("base64");
    await stacks.pairs.dev.seed(
      "box",
      wiki,
      `create table noise (body text); insert into noise values ('${noise}');`,
    );
    stacks.partBytes = 5 << 20;
    expect(await stacks.move(wiki, "dev", "prod", { replace: true })).to.equal(undefined);
    const kept = /kept as (\w+);/.exec(stacks.said.join("\n"))?.[1] ?? "";
    expect(await stacks.sql("prod", kept, "select id from own")).to.equal("7");
    expect([await count("prod"), await count("dev")]).to.deep.equal(["1000", "1000"]);
    expect(await stacks.sql("prod", "app_wiki", "select length(body) from noise")).to.equal(
      String(noise.length),
    );
  });

  it("leaves its source closed until it is retired", async () => {
    expect(await stacks.state("dev")).to.equal("app_wiki; ");
    expect(await stacks.retire(wiki, "dev", "prod")).to.match(/^wiki is still in Pulumi\.dev\.yaml/);
    const back = stacks.pairs.dev.changeDocument((document) => ({ ...document, apps: [] }));
    expect(await stacks.retire(wiki, "dev", "prod")).to.match(/^wiki does not run in prod/);
    expect(await stacks.state("dev")).to.equal("app_wiki; ");
    await stacks.sql("dev", "postgres", "comment on role app_wiki is null");
    expect((await stacks.late("dev", "retire"))[0]).to.match(/app_wiki may log in to app_wiki again/);
    await stacks.sql("dev", "postgres", `comment on role app_wiki is 'ladder-move ${stacks.lastRun} left'`);
    expect(await stacks.late("dev", "retire")).to.deep.equal([undefined]);
    expect(
      await stacks.sql("dev", "postgres", "select count(*) from pg_database where datname ~ '^app'"),
    ).to.equal("0");
    back();
  });
});
