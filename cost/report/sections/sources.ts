import awsSources from "../../../prices/sources.json";
import type { Comparison } from "../../compare/types";
import type { PriceSource } from "../../prices/types";
import type { CostReview } from "../../types";
import { escape } from "../escape";

/** Where every figure of the report was published. */
export function sourcesSection({ lines }: CostReview, comparison?: Comparison): string {
  const platformLines = (comparison?.options ?? []).filter(({ kind }) => kind === "platform");
  const items = [
    ...described(new Set(lines.map(({ source }) => source)), awsSources),
    ...described(
      new Set(platformLines.flatMap((option) => option.lines.map(({ source }) => source))),
      comparison?.platformSources ?? {},
    ),
  ];
  if (items.length === 0) return "";
  return `<section><h2>Sources of the prices</h2><dl class="sources">${items.join("")}</dl></section>`;
}

function described(keys: ReadonlySet<string>, sources: Readonly<Record<string, PriceSource>>): string[] {
  return [...keys].toSorted().map((key) => {
    const { what, repo, path, url, date } = sources[key] ?? { what: "not described" };
    const where = [repo ?? url, path, date].filter(Boolean).join(", ");
    return `<dt>${escape(key)}</dt><dd>${escape(what)}${where === "" ? "" : ` <small>${escape(where)}</small>`}</dd>`;
  });
}
