import { limitRows, type LimitRow } from "./limit-rows";

/** What the lab only records: types, then arguments of types that it carries out, each with the reason. */
export function limitsText(): string {
  const rows = limitRows();
  const lines = (some: readonly LimitRow[]) =>
    some.map(({ type, argument, reason }) => `${[type, argument].filter(Boolean).join(" ")}: ${reason}`);
  return [
    "Recorded only; whatever is not imitated and not in this list is an error that names it.",
    "",
    ...lines(rows.filter(({ argument }) => argument === undefined)),
    "",
    ...lines(rows.filter(({ argument }) => argument !== undefined)),
  ].join("\n");
}
