import { expect } from "chai";
import type { Step } from "../../cli/move-app/side";
import { random } from "../../rig/random";
import { AcknowledgedWrites } from "../move/acknowledged";
import { pairApp } from "../move/pair";
import { smallRows, written } from "../move/seed";
import { TwoStacks, type Name } from "./two-stacks";

const kills = Number(process.env["LADDER_MOVE_KILLS"] ?? 14);
const seed = Number(process.env["LADDER_MOVE_SEED"] ?? Date.now() % 2 ** 31);
const steps: readonly Step[] = ["leave", "send", "arrive", "publish", "left", "check-out", "check-in"];
const victims = ["the program", "PostgreSQL"] as const;
/** About as long as a step takes here. */
const stepMs = 2500;
const wiki = pairApp("wiki");

describe("Kills at every step of moves of an app to another stack and back", () => {
  const stacks = new TwoStacks([wiki]);
  let home: Name = "dev";

  before(async () => {
    console.log(`      LADDER_MOVE_KILLS=${kills} LADDER_MOVE_SEED=${seed}`);
    await stacks.start();
    await stacks.pairs.dev.seed("box", wiki, `${smallRows(5000)}\n${written}`);
  });
  after(() => stacks.stop());

  /** Kills once, at a moment of a step; what was killed serves again when this is asked to `wait`. */
  function killing(step: Step, victim: (typeof victims)[number], moment: number) {
    let killed: Promise<unknown> | undefined;
    stacks.onStep = (begun, stack, run) => {
      if (begun !== step || killed) return;
      killed = new Promise((resolve) => setTimeout(resolve, moment)).then(async () => {
        if (victim === "the program") return run.signal("SIGKILL");
        await stacks.pairs[stack].restart("box");
        await stacks.pairs[stack].ready("box");
      });
    };
    return { wait: async () => killed };
  }

  async function killOnce(number: number): Promise<void> {
    const { [number % steps.length]: step = "leave" } = steps;
    const victim = victims[Math.floor(random(seed, 3 * number) * victims.length)] ?? "the program";
    const moment = Math.round(random(seed, 3 * number + 1) * stepMs);
    const abort = random(seed, 3 * number + 2) < 0.3;
    const [from, to]: readonly [Name, Name] = home === "dev" ? ["dev", "prod"] : ["prod", "dev"];
    const either = stacks.either(() => home);
    const writes = new AcknowledgedWrites(either, wiki, () => "box");
    await writes.wrote(3);
    const kill = killing(step, victim, moment);
    const first = await stacks.move(wiki, from, to);
    await kill.wait();
    const aborted = abort && first !== undefined ? await stacks.abort(wiki, from, to) : "none";
    let commands = 0;
    for (let said = first; said !== undefined; said = await stacks.move(wiki, from, to)) {
      commands += 1;
      if (commands > 2) throw new Error(said);
    }
    home = to;
    await writes.wrote(writes.rows.length + 3);
    await writes.stop();
    const what = `number ${number}, of ${victim} after ${moment} ms of ${step}, to ${to}`;
    const back = aborted === undefined ? ", taken back" : "";
    console.log(
      `      ${what}${back}: ${commands} more command(s), ${writes.rows.length} acknowledged writes`,
    );
    expect(await writes.wrong("box"), what).to.deep.equal([]);
    expect(await stacks.state(to), what).to.equal("app_wiki; app_wiki");
    expect(await stacks.state(from), what).to.equal("app_wiki; ");
    expect(await stacks.objects(), what).to.deep.equal([]);
  }

  it("lose nothing, let no two boxes take writes, and at most two more commands end the move", async function () {
    this.timeout(0);
    for (let number = 0; number < kills; number += 1) await killOnce(number);
  });
});
