import type { CostReview, Unpriced } from "../types";
import {
  counts,
  footnotes,
  groups,
  hasUnverified,
  money,
  quantity,
  rate,
  roomAbove,
  shortType,
  shownTotals,
} from "./format";

/** The review as Markdown, for a comment on a pull request. */
export function renderMarkdown(review: CostReview): string {
  const { monthly, lines } = review;
  const room = roomAbove(lines);
  const shown = shownTotals(monthly);
  return [
    `### Cost review: $${money(monthly.total)} a month`,
    "",
    `${review.region}, prices of ${review.priceDate}, US dollars without tax, 730 hours a month.`,
    `Fixed $${shown.fixed}, usage $${shown.usage}.` +
      (room > 0 ? ` Scaling and CPU credits can add up to $${money(room)}.` : ""),
    "",
    ...table(review),
    "",
    ...footer(review),
  ].join("\n");
}

function table({ lines, monthly, savedBySchedules }: CostReview): string[] {
  const notes = footnotes(lines);
  const rows = groups(lines).flatMap(({ resource, type, lines: own }) =>
    own.map((line, index) => {
      const name =
        index > 0
          ? ""
          : resource === type
            ? `**${cell(resource)}**`
            : `**${cell(resource)}** ${shortType(type)}`;
      const note = line.assumption === undefined ? "" : ` [${notes.get(line.assumption)}]`;
      const marks = `${line.kind === "usage" ? " \\*" : ""}${line.unverified ? " ?" : ""}${note}`;
      return `| ${name} | ${cell(line.component)}${marks} | ${quantity(line.quantity)} ${line.unit} | ${rate(line.rate)} | ${money(line.monthly)} |`;
    }),
  );
  return [
    "| Resource | Component | Quantity | Unit price | Monthly |",
    "| --- | --- | ---: | ---: | ---: |",
    ...rows,
    `| **Total** | | | | **${money(monthly.total)}** |`,
    ...(savedBySchedules === undefined
      ? []
      : [`| Saved by schedules, not in the total | | | | ${money(savedBySchedules)} |`]),
  ];
}

function footer(review: CostReview): string[] {
  const notes = [...footnotes(review.lines)].map(([note, number]) => `- [${number}] ${note}`);
  return [
    `Resources: ${counts(review)}.`,
    ...named("Unsupported, not in the total", review.unsupported),
    ...named("Unknown, not in the total", review.unknown),
    "",
    "<details><summary>Assumptions</summary>",
    "",
    "- \\* depends on usage",
    ...(hasUnverified(review.lines) ? ["- ? rests on a price that no published source confirms"] : []),
    ...notes,
    "",
    "</details>",
  ];
}

function named(title: string, list: readonly Unpriced[]): string[] {
  if (list.length === 0) return [];
  return [
    "",
    `${title}:`,
    ...list.map(({ resource, type, reason }) => `- ${resource} (${shortType(type)}): ${reason}`),
  ];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
