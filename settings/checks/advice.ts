import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { advice as schema } from "../advice-schema";

/** Whoever follows the advice is not sent back. */
export function adviceProblems({ advice }: SettingsView): readonly Problem[] {
  const read = schema.safeParse(advice);
  if (!read.success || read.data.downPercent < read.data.upPercent) return [];
  return [
    {
      path: "advice.downPercent",
      problem: "not below advice.upPercent, so the advice would go back and forth",
      got: String(read.data.downPercent),
      allowed: `below ${read.data.upPercent}`,
    },
  ];
}
