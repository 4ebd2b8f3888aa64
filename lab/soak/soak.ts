import type { Steps } from "../../local/steps";
import type { Tier } from "../../settings/schema";
import { runningLab } from "../about";
import { down } from "../down";
import type { LabFolder } from "../lab-folder";
import { up } from "../up";
import { act, type Acted, type Soaked } from "./act";
import { type Action, actionText } from "./action";
import { compare } from "./compare";
import { draw } from "./draw";
import { firstAppMemory } from "./edit-apps";
import { Ledger } from "./ledger";
import { look } from "./sight";
import { firstWorld, mayFail, outcomes, type World } from "./world";

export interface Plan {
  readonly seed: number;
  /** No action begins after this time, in hours. */
  readonly hours: number;
  /** Nor after so many. */
  readonly actions: number;
  readonly tiers: readonly Tier[];
  /** Of the tier beanstalk. */
  readonly instances: number;
}

/** One action, and what did not hold after it. */
export interface Done extends Acted {
  readonly action: Action;
  /** Who served before. */
  readonly from: Tier;
  readonly text: string;
  readonly seconds: number;
  /** Whether the databases went to another place. */
  readonly moved: boolean;
  /** Whether visitors may see failures, as while a box has no power. */
  readonly mayFail: boolean;
  readonly problems: readonly string[];
}

export interface Soak {
  readonly plan: Plan;
  readonly seconds: number;
  readonly done: readonly Done[];
  /** Acknowledged writes that had to be there at the end, from all actions. */
  readonly writes: number;
  /** Why it ended early. */
  readonly broke?: string;
}

/** Of failures of one kind. */
const shown = 5;
const secondMs = 1000;
const hourMs = 3600 * secondMs;

/** Changes a lab at random, looks after each change whether all holds that must, and stops at the first thing that does not. */
export async function soak(
  folder: LabFolder,
  plan: Plan,
  steps: Steps,
  tell: (done: Done) => void,
): Promise<Soak> {
  const started = Date.now();
  const [first = "compose"] = plan.tiers;
  await up(folder, { tier: first, instances: plan.instances }, steps);
  const soaked: Soaked = { folder, about: runningLab(folder), steps, ledger: new Ledger() };
  const done: Done[] = [];
  let world: World | undefined = firstWorld(first, firstAppMemory(folder));
  let broke: string | undefined;
  while (world && done.length < plan.actions && Date.now() < started + plan.hours * hourMs) {
    const action = draw(world, plan.tiers, { seed: plan.seed, place: done.length + 1 });
    try {
      const next = await one(soaked, plan, action, world);
      done.push(next.done);
      tell(next.done);
      world = next.world;
    } catch (error) {
      broke = `${actionText(action)}: ${error instanceof Error ? error.message : String(error)}`;
      world = undefined;
    }
  }
  if (broke === undefined && done.length === 0) broke = neverBegan(plan);
  const { count } = soaked.ledger;
  // What broke is left as it is, to be looked at.
  if (world) await steps.step("removing the lab", () => down(folder));
  const seconds = (Date.now() - started) / secondMs;
  return { plan, seconds, done, writes: count, ...(broke !== undefined && { broke }) };
}

/** Nothing was tried, so nothing held: booting the lab took all the time. */
export function neverBegan({ hours }: Pick<Plan, "hours">): string {
  return `no action began within --hours ${hours}, the time that the lab boots in included: give it more`;
}

async function one(
  soaked: Soaked,
  plan: Plan,
  action: Action,
  world: World,
): Promise<{ readonly done: Done; readonly world?: World }> {
  const from = Date.now();
  soaked.steps.note(`${actionText(action)} …`);
  const acted = await act(soaked, action, world);
  const sight = await look(soaked.folder, soaked.about);
  const compared = compare(outcomes(world, action), sight);
  const wrong = soaked.ledger.wrong(sight.titles).length;
  const forgiven = mayFail(world, plan, action);
  const problems = [
    ...compared.problems,
    ...(wrong > 0 ? [`${wrong} writes are not there as often as they must be`] : []),
    ...(acted.failuresOutside.length > 0 && !forgiven
      ? [
          `${acted.failuresOutside.length} failures outside of the fence: ${acted.failuresOutside.slice(0, shown).join("; ")}`,
        ]
      : []),
  ];
  const seconds = (Date.now() - from) / secondMs;
  const moved = compared.world !== undefined && compared.world.home !== world.home;
  const done = {
    ...acted,
    action,
    from: world.tier,
    text: actionText(action),
    seconds,
    moved,
    mayFail: forgiven,
    problems,
  };
  return { done, ...(problems.length === 0 && { world: compared.world }) };
}
