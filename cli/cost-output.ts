import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CostDifference } from "../cost/difference";
import { renderDifference } from "../cost/render/difference";
import { renderDifferenceMarkdown } from "../cost/render/difference-markdown";
import { renderMarkdown } from "../cost/render/markdown";
import { renderText } from "../cost/render/text";
import type { CostReview } from "../cost/types";
import { UserMistake } from "./run-command";

type HtmlReport = typeof import("../cost/report/html");

/** A review as the command line wants it: JSON, Markdown or text, with the difference where there is one. */
export function costOutput(
  review: CostReview,
  difference: CostDifference | undefined,
  { json, markdown }: { readonly json?: true; readonly markdown?: true },
): string {
  if (json) return JSON.stringify({ ...review, ...(difference && { difference }) }, null, 2);
  if (markdown) {
    return [...(difference ? [renderDifferenceMarkdown(difference)] : []), renderMarkdown(review)].join(
      "\n\n",
    );
  }
  return [renderText(review), ...(difference ? [renderDifference(difference)] : [])].join("\n\n");
}

/** Writes the report as one HTML file. Throws UserMistake when there is no place for it. */
export function writeHtml(file: string, args: Parameters<HtmlReport["htmlReport"]>[0]): void {
  // Its charts take long to load, so only who wants them waits.
  const { htmlReport } = createRequire(__filename)("../cost/report/html") as HtmlReport;
  const page = htmlReport(args);
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new UserMistake(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? "no reason"})`,
    );
  }
}
