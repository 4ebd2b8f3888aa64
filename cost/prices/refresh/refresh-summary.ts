import { describeChange, type RefreshPlan } from "./plan-refresh";

const LISTED = 20;

/** What a refresh did, for people. */
export function refreshSummary({ changed, added, confirmed, missing }: RefreshPlan): string {
  return [
    `${confirmed} prices confirmed, ${changed.length} changed, ${added.length} new.`,
    ...list("Changed", changed.map(describeChange)),
    ...list("Not in AWS's files; those of the snapshot keep their price and date", missing),
  ].join("\n");
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > LISTED ? [`  … and ${lines.length - LISTED} more`] : [];
  return [`${title} (${lines.length}):`, ...lines.slice(0, LISTED).map((line) => `  ${line}`), ...more];
}
