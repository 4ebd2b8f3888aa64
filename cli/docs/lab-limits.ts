import limits from "../../lab/limits.json";
import { withMadePart } from "./made-part";

/** The page of the lab with what it only records. */
export function labWithLimits(text: string): string {
  const types = Object.entries(limits.types).map(([type, reason]) => row(type, "", reason));
  const ofTypes = Object.entries(limits.arguments).flatMap(([type, list]) =>
    Object.entries(list).map(([name, reason]) => row(type, `\`${name}\``, reason)),
  );
  const table = ["| type | argument | why |", "| --- | --- | --- |", ...types, ...ofTypes].join("\n");
  return withMadePart(text, table, { name: "limits", file: "docs/lab.md" });
}

function row(type: string, argument: string, reason: string): string {
  return `| \`${type}\` | ${argument} | ${reason} |`;
}
