import { estimate } from "../../cost/estimate";
import { loadPriceBook } from "../../cost/prices/price-book";
import type { Amounts, Place } from "../../cost/advice/place";
import type { CostReview } from "../../cost/types";
import { resolveUsage } from "../../cost/usage/top-usage";
import databaseClasses from "../../settings/data/database-classes.json";
import instanceData from "../../settings/data/instance-types.json";
import { computeName, databaseName } from "../../plan/place-names";
import type { Plan } from "../../plan/types";
import { SettingsError } from "../../settings/problems";
import { tierNames } from "../../settings/schema";
import { evaluateStack } from "../review-stack";
import type { LoadedStack } from "../load-stack";
import { loadWithDomain } from "../load-with-domain";
import { computeCapacity, databaseCapacity } from "./capacity";

/** Families that are looked at besides the stack's own: burstable ones, and such without credits. */
const families = ["t4g", "m7g"];
/** Instances at most of a Beanstalk that a stack on another tier is advised to move to. */
const mostInstances = 4;

/** Where the stack is, and every place that its apps fit into by their limits, each with its price. */
export async function computePlaces(stack: string, plan: Plan): Promise<readonly [Place, readonly Place[]]> {
  const own = plan.tier === "fargate" ? "" : plan.box.instanceType.split(".")[0];
  const types = instanceData.types
    .map(({ type }) => type)
    .filter((type) => [...families, own].includes(type.split(".")[0] ?? ""));
  const wishes = [
    ...types.map((type) => [leading(plan, "compose", [`box.instance=${type}`])]),
    ...types.map((type) => beanstalkWishes(plan, type)),
    ...(plan.tier === "fargate" ? [] : [[leading(plan, "fargate", [])]]),
  ];
  return placed(stack, plan, wishes, {
    capacity: computeCapacity,
    name: computeName,
    rank: ({ tier }) => tierNames.indexOf(tier),
  });
}

/** The same for the class of the databases; nothing else changes. */
export async function databasePlaces(stack: string, plan: Plan): Promise<readonly [Place, readonly Place[]]> {
  const wishes = databaseClasses.classes.map((entry) => [[`rds.class=${entry.class}`]]);
  return placed(stack, plan, wishes, {
    capacity: ({ rds }) => (rds ? databaseCapacity(rds) : {}),
    name: databaseName,
    rank: () => 0,
  });
}

/** As many instances as the stack has there, or a few; else one, where several need what the settings do not have. */
function beanstalkWishes(plan: Plan, type: string): Wish {
  const one = [`beanstalk.instance=${type}`];
  if (plan.tier === "beanstalk") return [one];
  const cache = plan.apps.some((app) => app.cache) ? ["beanstalk.cache=elasticache"] : [];
  const several = [...one, `beanstalk.max=${mostInstances}`, ...cache];
  return [several, one].map((set) => leading(plan, "beanstalk", set));
}

function leading({ tier }: Plan, to: Plan["tier"], set: readonly string[]): readonly string[] {
  return tier === to ? set : [`tier=${to}`, ...set];
}

/** How the places of one kind are made from plans. */
interface Kind {
  readonly capacity: (plan: Plan) => Amounts;
  readonly name: (plan: Plan) => string;
  readonly rank: (plan: Plan) => number;
}

/** Changes of settings; the first that the settings take is the place. */
type Wish = readonly (readonly string[])[];

type Placed = Place & { readonly unpriced: readonly string[] };

async function placed(
  stack: string,
  plan: Plan,
  wishes: readonly Wish[],
  kind: Kind,
): Promise<readonly [Place, readonly Place[]]> {
  const now = await placeOf(stack, plan, [], kind);
  const others: Placed[] = [];
  for (const wish of wishes) {
    const set = wish.find((one) => isTaken(stack, one));
    if (set) others.push(await placeOf(stack, plan, set, kind));
  }
  // A price that is not known would look like none.
  const known = others.filter(({ unpriced }) => unpriced.every((urn) => now.unpriced.includes(urn)));
  return [now, known.filter(({ name }) => name !== now.name)];
}

/** Whether the apps fit there, and need nothing that the tier does not have. */
function isTaken(stack: string, set: readonly string[]): boolean {
  try {
    loadWithDomain({ stack, set });
    return true;
  } catch (error) {
    if (error instanceof SettingsError) return false;
    throw error;
  }
}

async function placeOf(stack: string, plan: Plan, set: readonly string[], kind: Kind): Promise<Placed> {
  const loaded = loadWithDomain({ stack, set });
  const { monthly, unknown } = await reviewOf(loaded, plan);
  return {
    set,
    name: kind.name(loaded.plan),
    tier: kind.rank(loaded.plan),
    capacity: kind.capacity(loaded.plan),
    monthly: monthly.total,
    unpriced: unknown.map(({ urn }) => urn),
  };
}

/** With the same traffic everywhere: each tier's own assumption would count as its price. */
async function reviewOf(loaded: LoadedStack, { tier, region, costs }: Plan): Promise<CostReview> {
  const { resources } = await evaluateStack(loaded);
  const { requests, egressGb } = resolveUsage(costs.usage, tier);
  const top = { requestsPerMonth: requests.value, egressGb: egressGb.value };
  const context = { book: loadPriceBook(), region, tier: loaded.plan.tier, freeTier: costs.freeTier };
  return estimate(resources, { ...context, usage: { top } });
}
