import { execFileSync } from "node:child_process";

interface Listing {
  readonly tests: readonly { readonly fullTitle: string }[];
}

/** Titles of tests as a list of sentences, so that a page says nothing that no test shows. Mocha lists them without running them. */
export function sentencesOf(files: string, ...options: readonly string[]): string {
  const listing = ["--no-config", "--dry-run", "--reporter", "json", "--require", "./scripts/loader.cjs"];
  const args = [require.resolve("mocha/bin/mocha.js"), ...listing, ...options, files];
  const { tests } = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Listing;
  return [...new Set(tests.map(({ fullTitle }) => `- ${sentence(fullTitle)}`))].join("\n");
}

/** Without the numbers in brackets that tell repetitions apart, and with a capital. */
function sentence(title: string): string {
  const plain = title.replaceAll(/ \([^)]*\d[^)]*\)/g, "").replaceAll("|", "\\|");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`;
}
