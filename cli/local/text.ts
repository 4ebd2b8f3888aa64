import { isGood, type AppState } from "../../local/states";
import type { LocalStack } from "../../local/up";

/** What `npm run local` prints: a row per app, why some are missing, and how to go on. */
export function localText({ apps, authority, notes }: LocalStack): string {
  const rows = [["app", "url", "state"], ...apps.map(({ name, url, state }) => [name, url ?? "-", state])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const good = apps.filter(isGood).length;
  return [
    ...table,
    "",
    ...apps.flatMap(reason),
    ...notes,
    `${good} of ${apps.length} apps run. http:// works, too; for https:// without a warning trust ${authority} (docs/local.md).`,
    "Stop them with: npm run local -- --down",
  ].join("\n");
}

function reason({ name, reason: why }: AppState): readonly string[] {
  return why === undefined ? [] : [`${name}: ${why}`];
}
