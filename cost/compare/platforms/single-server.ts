import type { QuoteSheet } from "../quote-sheet";
import { cheapestFit, peakCpu, type Size, USABLE_MEMORY } from "../sizing";
import type { Needs } from "../types";

export const SERVER_RULES: readonly string[] = [
  "one server runs everything, as on the box; set-up, updates and backups are yours",
  "the data fits on the server's own disk",
];

/** Adds the cheapest server that carries everything; false when none does. */
export function addServer(sheet: QuoteSheet, sizes: readonly Size[], needs: Needs): boolean {
  const need = {
    memoryMb: needs.boxMemoryMb / USABLE_MEMORY,
    cpu: peakCpu(needs.requests),
    single: true,
  };
  const fit = cheapestFit(sizes, need, ({ item }) => sheet.rate(item));
  if (fit) sheet.add(fit.size.item, 1, fit.size.item);
  else sheet.gap(needs.apps.length, "app", "no single server of the snapshot carries them all");
  return fit !== undefined;
}
