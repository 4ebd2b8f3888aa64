import { expect } from "chai";
import { AcknowledgedWrites } from "./acknowledged";
import { Pair, pairApp, type Home } from "./pair";
import { smallRows, written } from "./seed";

const kills = Number(process.env["LADDER_MOVE_KILLS"] ?? 4);
const seed = Number(process.env["LADDER_MOVE_SEED"] ?? Date.now() % 2 ** 31);
const apps = ["rows", "busy"].map(pairApp);
const [many, busy] = apps as [(typeof apps)[0], (typeof apps)[0]];
/** About as long as a move takes here; measured anew with each that is not killed. */
let moveMs = 15_000;

describe(`${kills} kills at random moments of moves up and down (LADDER_MOVE_SEED=${seed})`, () => {
  const pair = new Pair(apps);
  const random = generator(seed);
  let app: AcknowledgedWrites | undefined;

  before(async () => {
    await pair.start();
    await pair.seed("box", many, smallRows(20_000));
    await pair.seed("box", busy, written);
  });
  after(async () => {
    await app?.stop();
    await pair.stop();
  });

  const other = (): Home => (pair.home === "box" ? "rds" : "box");
  const victims = ["the program", "the box's PostgreSQL", "RDS"] as const;

  async function kill(victim: (typeof victims)[number], move: ReturnType<Pair["begin"]>) {
    if (victim === "the program") move.signal("SIGKILL");
    else await pair.docker("restart", "--time", "0", pair.container(victim === "RDS" ? "rds" : "box"));
  }

  for (let number = 1; number <= kills; number += 1) {
    const victim = victims[number % 3 === 0 ? 1 + (number % 2) : 0] ?? "the program";
    it(`number ${number}, of ${victim}, loses nothing, and at most two more commands end the move`, async () => {
      const to = other();
      const writes = (app = new AcknowledgedWrites(pair, busy, () => pair.home));
      await writes.wrote(3);
      const move = pair.begin("to", to);
      const moment = Math.round(random() * moveMs);
      await Promise.race([move.ended, new Promise((resolve) => setTimeout(resolve, moment))]);
      await kill(victim, move);
      await Promise.all([move.ended, pair.ready("box"), pair.ready("rds")]);
      const begun = Date.now();
      let outcome = await pair.move("to", to);
      if (outcome.status === 0) moveMs = Math.max(5000, Date.now() - begun);
      else outcome = await pair.move("to", to);
      expect([outcome.status, pair.home], `${moment} ms: ${outcome.stderr}`).to.deep.equal([0, to]);
      await writes.wrote(writes.rows.length + 3);
      await writes.stop();
      expect(await writes.wrong(to), `${moment} ms`).to.deep.equal([]);
      expect(await state(to)).to.equal("app_busy app_rows; app_busy app_rows");
      expect(await state(other())).to.equal("; app_busy app_rows");
    });
  }

  /** Who may log in, and which databases there are. */
  const state = async (home: Home) =>
    pair.sql(
      home,
      "postgres",
      `select coalesce((select string_agg(rolname, ' ' order by rolname) from pg_roles where rolcanlogin and rolname ~ '^app_'), '')
        || '; ' || (select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^(app|ladder)_')`,
    );
});

/** Mulberry32: the same numbers for the same seed. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
