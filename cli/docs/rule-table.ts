import type { Rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { awsPolicyWaivers, mutableTagWaivers, starWaivers, type Waiver } from "../../policy/waivers";
import { withMadePart } from "./made-part";

/** The page of the security rules with every rule and every waiver. */
export function pageWithRules(text: string): string {
  const file = "docs/rules.md";
  const withRules = withMadePart(text, rulesTable(), { name: "rules", file });
  return withMadePart(withRules, waiversList(), { name: "waivers", file });
}

function rulesTable(): string {
  const head = ["| rule | why | remedy | from |", "| --- | --- | --- | --- |"];
  return [...head, ...rules.map(row)].join("\n");
}

function row(rule: Rule): string {
  const { name, title, reason, remedy, id, source, general } = rule;
  const own = source.startsWith("docs/");
  const from = own ? `[${source}](${source.replace("docs/", "")})` : id.replaceAll(" ", ", ");
  return `| \`${name}\`${general ? " \\*" : ""}: ${title.replaceAll("*", "\\*")} | ${reason} | ${remedy.replaceAll("*", "\\*")} | ${from} |`;
}

function waiversList(): string {
  return [
    ...starWaivers.map((waiver) => line(`Statement \`${waiver.sid}\` on all resources`, waiver)),
    ...Object.entries(awsPolicyWaivers).map(([arn, waiver]) =>
      line(`AWS's policy \`${arn}\`${waiver.of === undefined ? "" : ` of \`${waiver.of}\``}`, waiver),
    ),
    ...Object.entries(mutableTagWaivers).map(([name, waiver]) => line(`Repository \`${name}\``, waiver)),
  ].join("\n");
}

function line(what: string, { reason, since }: Waiver): string {
  return `- ${what}: ${reason}. Since ${since}.`;
}
