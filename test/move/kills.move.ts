import { expect } from "chai";
import { AcknowledgedWrites } from "./acknowledged";
import { type Kill, reportKills } from "./kill-report";
import { random } from "../../rig/random";
import { Pair, pairApp, type Home } from "./pair";
import { smallRows, written } from "./seed";
import { stateOf } from "./server-state";

const kills = Number(process.env["LADDER_MOVE_KILLS"] ?? 4);
const minutes = Number(process.env["LADDER_MOVE_MINUTES"] ?? 600);
const seed = Number(process.env["LADDER_MOVE_SEED"] ?? Date.now() % 2 ** 31);
const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
const victims = ["the program", "the box's PostgreSQL", "RDS", "the network to RDS"] as const;
type Victim = (typeof victims)[number];

describe("Kills at random moments of moves up and down", () => {
  const pair = new Pair(apps);
  const made: Kill[] = [];
  /** About as long as a move takes here; measured anew with each that is not killed. */
  let moveMs = 15_000;
  let app: AcknowledgedWrites | undefined;

  before(async () => {
    console.log(`      LADDER_MOVE_KILLS=${kills} LADDER_MOVE_SEED=${seed}`);
    await pair.start();
    await pair.seed("box", many, smallRows(20_000));
    await pair.seed("box", busy, written);
  });
  after(async () => {
    await app?.stop();
    await pair.stop();
    reportKills(made, seed);
  });

  async function kill(victim: Victim, move: ReturnType<Pair["begin"]>) {
    if (victim === "the program") move.signal("SIGKILL");
    else if (victim === "the network to RDS") await pair.disconnect("rds");
    else await pair.restart(victim === "RDS" ? "rds" : "box");
  }

  async function repair(victim: Victim, move: ReturnType<Pair["begin"]>) {
    await move.ended;
    if (victim === "the network to RDS") await pair.connect("rds");
    await Promise.all([pair.ready("box"), pair.ready("rds")]);
  }

  /** Commands that it took until the move was done. */
  async function moveUntilDone(to: Home): Promise<number> {
    for (let commands = 1; ; commands += 1) {
      const begun = Date.now();
      const { status, stderr } = await pair.move("to", to);
      if (status === 0) {
        if (commands === 1) moveMs = Math.max(5000, Date.now() - begun);
        return commands;
      }
      if (commands === 2) throw new Error(stderr);
    }
  }

  async function killOnce(number: number): Promise<void> {
    const to = pair.home === "box" ? "rds" : "box";
    const victim = victims[Math.floor(random(seed, 2 * number) * victims.length)] ?? "the program";
    const moment = Math.round(random(seed, 2 * number + 1) * moveMs);
    const writes = (app = new AcknowledgedWrites(pair, busy, () => pair.home));
    await writes.wrote(3);
    const move = pair.begin("to", to);
    await Promise.race([move.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
    const running = move.running;
    const phase = pair.phase;
    await kill(victim, move);
    await repair(victim, move);
    const commands = await moveUntilDone(to);
    await writes.wrote(writes.rows.length + 3);
    await writes.stop();
    const what = `number ${number}, of ${victim} after ${moment} ms (${phase}), to ${to}`;
    const wrong = await writes.wrong(to);
    made.push({
      victim,
      phase: running ? phase : "ended already",
      commands,
      rows: writes.rows.length,
      wrong: wrong.length,
    });
    console.log(`      ${what}: ${commands} more command(s), ${writes.rows.length} acknowledged writes`);
    expect(wrong, what).to.deep.equal([]);
    expect(await stateOf(pair, to), what).to.equal("app_busy app_rows; app_busy app_rows");
    expect(await stateOf(pair, to === "box" ? "rds" : "box"), what).to.equal("; app_busy app_rows");
  }

  it("lose nothing, and at most two more commands end the move", async function () {
    this.timeout(0);
    const end = Date.now() + minutes * 60_000;
    for (let number = 1; number <= kills && Date.now() < end; number += 1) await killOnce(number);
  });
});
