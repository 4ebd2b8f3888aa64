import { withMadePart } from "./made-part";
import { sentencesOf } from "./test-titles";

/** The text with its list of what backups do made anew, from the tests that make them, break them and restore them. */
export function guideWithRecoveries(text: string): string {
  return withMadePart(text, sentencesOf("test/backup/*.backup.ts"), {
    name: "recoveries",
    file: "docs/recover.md",
  });
}
