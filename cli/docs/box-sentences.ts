import { execFileSync } from "node:child_process";

const begin = "<!-- prettier-ignore-start -->\n\n<!-- shown: made by `npm run docs` from test/box-rig -->";
const end = "<!-- /shown -->\n\n<!-- prettier-ignore-end -->";

interface Listing {
  readonly tests: readonly { readonly fullTitle: string }[];
}

/** The text with its list of what the box does made anew: the titles of the tests that show it, so nothing that none shows. */
export function guideWithSentences(text: string): string {
  const [head, rest] = [text.indexOf(begin), text.indexOf(end)];
  if (head < 0 || rest < head) throw new RangeError(`docs/box.md has no lines "${begin}" and "${end}"`);
  const lines = sentences().map((sentence) => `- ${sentence}`);
  return `${text.slice(0, head + begin.length)}\n\n${lines.join("\n")}\n\n${text.slice(rest)}`;
}

/** Mocha lists the tests without running them; those of other tiers are not the box's. */
function sentences(): readonly string[] {
  const options = ["--no-config", "--dry-run", "--reporter", "json", "--require", "./scripts/loader.cjs"];
  const mocha = require.resolve("mocha/bin/mocha.js");
  const args = [
    mocha,
    ...options,
    "--ignore",
    "test/box-rig/{beanstalk,fargate}*.box.ts",
    "test/box-rig/*.box.ts",
  ];
  const { tests } = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Listing;
  return [...new Set(tests.map(({ fullTitle }) => sentence(fullTitle)))];
}

/** Without the numbers in brackets that tell repetitions apart, and with a capital. */
function sentence(title: string): string {
  const plain = title.replaceAll(/ \([^)]*\d[^)]*\)/g, "").replaceAll("|", "\\|");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}
