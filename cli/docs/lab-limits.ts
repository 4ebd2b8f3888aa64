import { limitRows } from "../../lab/limit-rows";
import { withMadePart } from "./made-part";

/** The page of the lab with what it only records. */
export function labWithLimits(text: string): string {
  const rows = limitRows().map(
    ({ type, argument, reason }) =>
      `| \`${type}\` | ${argument === undefined ? "" : `\`${argument}\``} | ${reason} |`,
  );
  const table = ["| type | argument | why |", "| --- | --- | --- |", ...rows].join("\n");
  return withMadePart(text, table, { name: "limits", file: "docs/lab.md" });
}
