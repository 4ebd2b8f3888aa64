import { join } from "node:path";
import { expect } from "chai";
import { until } from "../../rig/command";
import { AcknowledgedWrites } from "./acknowledged";
import { HangingDocker } from "./hanging-docker";
import { beginLimited } from "./limited-move";
import { Pair, pairApp } from "./pair";
import { smallRows, written } from "./seed";
import { lastSentence, stateOf } from "./server-state";

const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const open = "app_busy app_rows; app_busy app_rows";
const closed = "; app_busy app_rows";
/** So that it is not the test that waits. */
const limits = { DOCKER: 15, QUESTION: 15, START: 20, LOOK: 1, STANDSTILL: 10 };

describe("A move whose surroundings do not answer", () => {
  const pair = new Pair(apps);
  let writes: AcknowledgedWrites | undefined;

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(300_000));
    await pair.seed("box", busy, written);
  });
  after(() => pair.stop());
  afterEach(() => writes?.stop());

  async function writing(): Promise<AcknowledgedWrites> {
    writes = new AcknowledgedWrites(pair, busy, () => pair.home);
    await writes.wrote(5);
    return writes;
  }

  async function startBox(): Promise<void> {
    await pair.docker("start", pair.container("box"));
    await pair.ready("box");
  }

  it("ends with a sentence when Docker hangs, and the next one goes on", async () => {
    const docker = new HangingDocker(join(pair.folder, "docker.sock"));
    const app = await writing();
    const move = beginLimited(pair, limits, ["to", "rds"], { DOCKER_HOST: await docker.start() });
    await move.said("copying public.level0");
    docker.hang();
    const { status, stderr } = await move.ended;
    docker.stop();
    expect(status, stderr).to.equal(4);
    expect(lastSentence(stderr)).to.match(
      /^(the box|RDS): no answer within 15 seconds; and the apps could not be started again: Docker does not answer: docker ps took more than 15 seconds; try: move abort$/,
    );
    expect(pair.phase).to.equal("undoing");
    expect((await pair.move("recover")).status).to.equal(0);
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(await app.wrong("box")).to.deep.equal([]);
    expect([await stateOf(pair, "box"), await stateOf(pair, "rds")]).to.deep.equal([open, closed]);
  });

  it("is undone when RDS takes connections and answers nothing", async () => {
    const app = await writing();
    const move = beginLimited(pair, limits, ["to", "rds"]);
    await move.said("copying public.level0");
    await pair.docker("pause", pair.container("rds"));
    try {
      await until("the apps are back", 120, async () => (await stateOf(pair, "box")) === open);
      const { status, stderr } = await move.ended;
      expect(status, stderr).to.equal(1);
      expect(lastSentence(stderr)).to.equal("RDS: no answer within 15 seconds");
      expect(stderr).to.contain("the unfinished copy stays on RDS until the next move: RDS: no answer");
    } finally {
      await pair.docker("unpause", pair.container("rds"));
    }
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(await app.wrong("box")).to.deep.equal([]);
  });

  it("is undone when both servers answer, and the copy waits for its own reader", async () => {
    const move = beginLimited(pair, limits, ["to", "rds"]);
    await move.said("copying public.level0");
    const listed = await pair.docker("top", `${pair.project}-move`, "-eo", "pid,args");
    const reader = listed.split("\n").find((line) => /\bpg_restore .*rows/.test(line));
    process.kill(Number(/\d+/.exec(reader ?? "")?.[0]), "SIGSTOP");
    const { status, stderr } = await move.ended;
    expect(status, stderr).to.equal(1);
    expect(lastSentence(stderr)).to.equal(
      "nothing has happened for 10 seconds: see pg_stat_activity on the box and RDS",
    );
    expect([await stateOf(pair, "box"), await stateOf(pair, "rds")]).to.deep.equal([open, closed]);
  });

  it("opens RDS after the data has moved, also when the box's PostgreSQL does not start any more", async () => {
    const killed = pair.begin("to", "rds");
    await killed.said("are the same on RDS");
    while (pair.home === "box" && killed.running) await new Promise(setImmediate);
    killed.signal("SIGKILL");
    await killed.ended;
    expect(pair.home).to.equal("rds");
    expect(await stateOf(pair, "rds")).to.match(/^; app_busy app_rows ladder_old_/);
    await pair.docker("stop", "--time", "0", pair.container("box"));
    const { status, stderr } = await beginLimited(pair, limits, ["resume"]).ended;
    expect(status, stderr).to.equal(3);
    expect(lastSentence(stderr)).to.equal(
      "the data is on RDS, but the move is not complete: PostgreSQL on the box is exited: npm run box -- logs postgres; run it again",
    );
    // What the copies took the place of goes when the box can be told, too.
    expect(await stateOf(pair, "rds")).to.match(/^app_busy app_rows; app_busy app_rows ladder_old_/);
    await startBox();
    expect((await pair.move("recover")).status).to.equal(0);
    expect([pair.phase, await stateOf(pair, "box"), await stateOf(pair, "rds")]).to.deep.equal([
      ...["done", closed, open],
    ]);
  });

  it("opens RDS again when the box's PostgreSQL does not start any more on the way home", async () => {
    const app = await writing();
    const move = beginLimited(pair, limits, ["to", "box"]);
    await move.said("copying public.level0");
    await pair.docker("stop", "--time", "0", pair.container("box"));
    const { status, stderr } = await move.ended;
    expect(status, stderr).to.equal(1);
    expect(stderr).to.contain(
      "the unfinished copy stays on the box until the next move: PostgreSQL on the box is exited: npm run box -- logs postgres\nmove: undone: the source serves as before\n",
    );
    expect([pair.home, await stateOf(pair, "rds")]).to.deep.equal(["rds", open]);
    await app.wrote(app.rows.length + 5);
    await startBox();
    expect((await pair.move("to", "box")).status).to.equal(0);
    await app.wrote(app.rows.length + 5);
    await app.stop();
    expect(await app.wrong("box")).to.deep.equal([]);
  });
});
