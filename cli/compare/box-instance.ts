import { peakCpu, SHARED_CPU, USABLE_MEMORY } from "../../cost/compare/sizing";
import type { Needs } from "../../cost/compare/types";
import { itemsOf, type PriceBook } from "../../cost/prices/price-book";
import instanceData from "../../settings/data/instance-types.json";

/** The cheapest instance type with a price that carries everything; undefined when none does. */
export function boxInstance(needs: Needs, book: PriceBook): string | undefined {
  const cpu = peakCpu(needs.requests);
  return instanceData.types
    .filter(({ memoryMb }) => Math.floor(memoryMb * USABLE_MEMORY) >= needs.boxMemoryMb)
    .filter(({ vcpu, burstable }) => vcpu * (burstable ? SHARED_CPU : 1) >= cpu)
    .map(({ type }) => ({ type, usd: hourly(type, needs.region, book) }))
    .filter(({ usd }) => usd !== undefined)
    .toSorted((a, b) => Number(a.usd) - Number(b.usd))[0]?.type;
}

function hourly(type: string, region: string, book: PriceBook): string | undefined {
  const rows = itemsOf(book, "ec2.onDemand.linux").get(type) ?? [];
  return rows.find((row) => row.region === region)?.usd;
}
