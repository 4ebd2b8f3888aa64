import { PriceError } from "./prices/price-error";
import { loadPriceBook, priceOf } from "./prices/price-book";
import { money } from "./render/format";
import { product } from "./money";
import type { CostReview } from "./types";

/** What is known of a stack's machine without asking AWS. */
export interface Machine {
  readonly instanceType: string;
  /** By the memory limits of the apps; the type with the least memory that they fit into. */
  readonly memory: { readonly smallestThatFits: string };
}

/** One sentence when a smaller machine would do by the apps' memory, with what it saves; only figures can tell of the processor. */
export function smallerMachineText(
  { instanceType, memory }: Machine,
  review: CostReview,
): string | undefined {
  const { smallestThatFits } = memory;
  const line = review.lines.find(({ component }) => component.startsWith(`${instanceType}, `));
  if (!line) return undefined;
  const other = hourly(smallestThatFits, review.region);
  if (other === undefined || other >= line.rate) return undefined;
  const saved = money(line.monthly - product(line.quantity, other));
  return `By their memory limits the apps fit into a ${smallestThatFits}, which saves ${saved} a month. Whether its processor would do, npm run advise says of a deployed stack.`;
}

function hourly(item: string, region: string): number | undefined {
  try {
    return Number(priceOf(loadPriceBook(), { service: "ec2.onDemand.linux", item, region }).usd);
  } catch (error) {
    if (error instanceof PriceError) return undefined;
    throw error;
  }
}
