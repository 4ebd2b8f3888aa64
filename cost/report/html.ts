import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../compare/types";
import type { CostDifference } from "../difference";
import type { CostReview } from "../types";
import { escape, scriptJson } from "./escape";
import { comparisonSection } from "./sections/comparison";
import { differenceSection } from "./sections/difference";
import { groupsSection } from "./sections/groups";
import { linesSection } from "./sections/lines";
import { sourcesSection } from "./sections/sources";
import { summary } from "./sections/summary";
import { unpricedSection } from "./sections/unpriced";

/** What a report shows. */
export interface ReportArgs {
  readonly title: string;
  readonly review: CostReview;
  readonly difference?: CostDifference;
  readonly comparison?: Comparison;
  /** What a switch of tiers does, in lines. */
  readonly switching?: string;
}

// Nothing may be fetched: the file is complete, and says so to the browser.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The cost review as one self-contained HTML file; the data it shows is inside as JSON. */
export function htmlReport({ title, review, difference, comparison, switching }: ReportArgs): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escape(title)}</title>
<style>
${asset("style.css")}</style>
</head>
<body>
<header><h1>${escape(title)}</h1><button type="button" id="theme" hidden>Dark</button></header>
<main>
${summary(review)}
${switching === undefined ? "" : switchSection(switching)}
${difference ? differenceSection(difference) : ""}
${groupsSection(review.lines)}
${comparison ? comparisonSection(comparison) : ""}
${linesSection(review)}
${unpricedSection(review)}
${sourcesSection(review, comparison)}
</main>
<footer><p>Made by Ladder from list prices of <time datetime="${escape(review.priceDate)}">${escape(review.priceDate)}</time>. An estimate, not a bill: it knows neither discounts of the account nor tax.</p></footer>
<script type="application/json" id="data">${scriptJson({ title, review, difference, comparison })}</script>
<script>
${asset("client.js")}</script>
</body>
</html>
`;
}

function switchSection(text: string): string {
  const [title = "", ...lines] = text.split("\n");
  const items = lines.map((line) => `<p>${escape(line.trim())}</p>`).join("\n");
  return `<section id="switch"><h2>${escape(title)}</h2>\n${items}</section>`;
}

function asset(name: string): string {
  return readFileSync(join(__dirname, name), "utf8");
}
