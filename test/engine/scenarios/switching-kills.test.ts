import { expect } from "chai";
import { tierNames, type Tier } from "../../../settings/schema";
import { random } from "../../../rig/random";
import type { Update } from "../deployment";
import { ended, type Kill, reportKills } from "../switch-kills";
import { firstOn, stateful, type SwitchStack } from "../switch-stack";
import { kill, type Victim, victims } from "../../../rig/victims";

const kills = Number(process.env["LADDER_KILLS"] ?? 3);
const minutes = Number(process.env["LADDER_MINUTES"] ?? 600);
const seed = Number(process.env["LADDER_SEED"] ?? Date.now() % 2 ** 31);
/** About as long as an update takes here; measured anew with each that is not killed. */
let updateMs = 15_000;

interface Drawn {
  readonly from: Tier;
  readonly to: Tier;
  /** What the settings say after the kill. */
  readonly wanted: Tier;
  readonly victim: Victim;
  /** Of an update's length. */
  readonly moment: number;
}

function draw(number: number): Drawn {
  const one = <Value>(values: readonly Value[], place: number): Value => {
    const value = values[Math.floor(random(seed, number * 8 + place) * values.length)];
    if (value === undefined) throw new Error("nothing to choose from");
    return value;
  };
  const from = one(tierNames, 0);
  const to = one(
    tierNames.filter((tier) => tier !== from),
    1,
  );
  return {
    ...{ from, to, wanted: one([to, to, to, from], 2), victim: one(victims, 3) },
    moment: random(seed, number * 8 + 4),
  };
}

/** Deletions of what holds data that the cloud carried out; a replacement is one too. */
function lost(updates: readonly Update[]): readonly string[] {
  return done(updates, "delete").filter((name) => stateful.test(name));
}

/** What was made, its answer lost with the kill, and made again. */
function madeTwice(updates: readonly Update[]): readonly string[] {
  const made = done(updates, "create").filter((name) => stateful.test(name));
  return [...new Set(made.filter((name, index) => made.indexOf(name) !== index))];
}

function done(updates: readonly Update[], operation: string): readonly string[] {
  return updates
    .flatMap(({ calls }) => calls)
    .filter((call) => call.operation === operation && call.failed === undefined)
    .map(({ type, name }) => `${type} ${name}`);
}

async function killed(stack: SwitchStack, { to, victim, moment }: Drawn) {
  const milliseconds = Math.round(moment * updateMs);
  let fell: Victim | typeof ended = ended;
  const death = new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const update = await stack.set({ tier: to }).upKilledBy(death, (pulumi) => {
    fell = kill(victim, pulumi);
  });
  await stack.deployment.cancel();
  return { update, fell: fell as Victim | typeof ended, milliseconds };
}

/** Updates until the settings are reached. */
async function untilDone(stack: SwitchStack, wanted: Tier): Promise<readonly Update[]> {
  const updates: Update[] = [];
  for (;;) {
    const update = await stack.set({ tier: wanted }).up();
    updates.push(update);
    if (update.exitCode === 0) break;
    if (updates.length === 2) throw new Error(update.stdout + update.stderr);
  }
  if (updates.length === 1) updateMs = Math.max(3000, (updates[0]?.seconds ?? 0) * 1000);
  return updates;
}

/** The wanted tier serves alone, and the data is where the box's own record says. */
async function expectServing(stack: SwitchStack, wanted: Tier, what: string): Promise<void> {
  const serving = Object.entries(stack.weights()).filter(([, weight]) => weight > 0);
  expect(serving, what).to.deep.equal([[`${wanted}-shop.example.com`, 100]]);
  const home = (await stack.shape()).split("; data ")[1];
  if (wanted !== "compose") expect(home, what).to.equal("rds");
  expect(stack.deployment.box.home() ?? home, what).to.equal(home);
}

describe("engine: kills at random moments of switches", () => {
  const made: Kill[] = [];
  before(() => console.log(`      LADDER_KILLS=${kills} LADDER_SEED=${seed}`));
  after(() => reportKills(made, seed));

  async function killOnce(number: number): Promise<void> {
    const drawn = draw(number);
    const { from, to, wanted, victim } = drawn;
    const stack = await firstOn(from);
    const { update, fell, milliseconds } = await killed(stack, drawn);
    const what = `number ${number}, ${from} to ${to}, ${victim} after ${milliseconds} ms; then ${wanted}`;
    const updates = await untilDone(stack, wanted);
    const all = [update, ...updates];
    const [gone, twice] = [lost(all), madeTwice(all)];
    console.log(`      ${what}: ${updates.length} more update(s)`);
    expect(gone, what).to.deep.equal([]);
    await expectServing(stack, wanted, what);
    made.push({
      ...{ pair: `${from} to ${to}`, victim: fell, back: wanted === from },
      ...{ updates: updates.length, lost: gone, twice },
    });
  }

  it("at most two more updates reach what the settings say, and nothing that holds data goes", async function () {
    this.timeout(0);
    const end = Date.now() + minutes * 60_000;
    for (let number = 1; number <= kills && Date.now() < end; number += 1) await killOnce(number);
  });
});
