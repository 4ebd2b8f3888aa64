import { isDeepStrictEqual } from "node:util";
import { HOURS_PER_MONTH } from "../../cost/money";
import { money } from "../../cost/render/format";
import { reviewStack } from "../../cost/stack-review";
import type { UsageFile } from "../../cost/usage/usage-file";
import { SettingsError } from "../../settings/problems";
import type { LoadedStack } from "../load-stack";
import { evaluateStack } from "../review-stack";
import { settled } from "./settled";

const hoursPerDay = 24;

/**
 * What the parts that no setting asks for cost a day, in US dollars: what the stack costs less when all of them are retired,
 * RDS and alarms included. Undefined when there are none, or they cannot be retired as things are. `monthly` is what the
 * update costs, when that is known: running the program once more for it takes seconds.
 */
export async function standbyCostPerDay(
  loaded: LoadedStack,
  usage?: UsageFile,
  monthly?: number,
): Promise<number | undefined> {
  const parts = (loaded.switching?.retirement ?? []).map(({ part }) => part);
  if (parts.length === 0) return undefined;
  const { stack } = loaded.plan;
  const { raw, region, after: deployed } = loaded;
  try {
    const kept = settled(stack, { raw, region, deployed }, []);
    let left = kept;
    for (const part of parts)
      left = settled(stack, { raw, region, deployed: left.after }, [`retire=${part}`, "traffic="]);
    const known = monthly !== undefined && sameParts(loaded, kept);
    const total = known ? monthly : await monthlyTotal(kept, usage);
    return perDay(total - (await monthlyTotal(left, usage)));
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

/** Whether both run the same tiers on the same state; how their data moves costs nothing. */
function sameParts({ declared: one }: LoadedStack, { declared: other }: LoadedStack): boolean {
  const parts = ({ kept, computes, workers }: LoadedStack["declared"]) => ({
    kept,
    computes,
    workers: workers.heldBy,
  });
  return isDeepStrictEqual(parts(one), parts(other));
}

/** All a stack's resources cost in a month, usage included, in US dollars. */
export async function monthlyTotal(stack: LoadedStack, usage?: UsageFile): Promise<number> {
  const { resources } = await evaluateStack(stack);
  return reviewStack(stack.plan, resources, usage).monthly.total;
}

/** A month's US dollars -> a day's. */
export function perDay(monthly: number): number {
  return (monthly * hoursPerDay) / HOURS_PER_MONTH;
}

/** `Kept as standby: compose costs $0.63 a day, which is in the total.`; undefined when nothing does. */
export async function standbyCostText(loaded: LoadedStack): Promise<string | undefined> {
  const daily = await standbyCostPerDay(loaded);
  const { standbys = [], leftOver = [] } = loaded.switching ?? {};
  if (daily === undefined) return undefined;
  const what = standbys.length > 0 ? `Kept as standby: ${standbys.join(" and ")}` : "Left over: RDS";
  const costs = standbys.length > 1 ? "cost" : "costs";
  const also = standbys.length > 0 && leftOver.length > 0 ? ", with RDS, which no app uses," : "";
  return `${what}${also} ${costs} $${money(daily)} a day, which is in the total. \`retire\` ends it.`;
}
