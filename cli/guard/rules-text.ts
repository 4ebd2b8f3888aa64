import type { Judgement, Violation } from "../../policy/judge";
import { sentence } from "../../policy/sentence";

/** The broken rules for a person, each once with its resources. */
export function rulesText({ violations, unjudged }: Judgement): string {
  const later = unjudged.length === 0 ? [] : [laterText(unjudged)];
  if (violations.length === 0) return ["No security rule is broken.", ...later].join("\n");
  const rules = [...new Set(violations.map(({ rule }) => rule))];
  const lines = rules.flatMap((rule) => [
    `  ${rule.name}: ${sentence(rule)}`,
    ...violations
      .filter((one) => one.rule === rule)
      .map(({ resource }) => `    ${resource.name} (${resource.type})`),
  ]);
  return [
    `This update would break ${count(rules.length, "security rule")}:`,
    ...lines,
    "Change the program or the settings. Where it is meant: --waive RULE, or --waive RULE:NAME for one resource.",
    ...later,
  ].join("\n");
}

/** What no answer could be given to, in one line. */
export function laterText(unjudged: readonly Violation[]): string {
  const rules = new Set(unjudged.map(({ rule }) => rule)).size;
  return `${count(unjudged.length, "answer")} of ${count(rules, "rule")} hang on what is not in this preview, such as values that AWS gives.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
