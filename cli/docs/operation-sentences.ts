import { withMadePart } from "./made-part";
import { sentencesOf } from "./test-titles";

const tests =
  "test/{box-rig/rotate.,cli/{advise,outdated,scan,schedule,spend}.,plan/alerts/alarms.,schedule/function.}*.ts";

/** The text with its list of what operating does made anew, from the tests that do it. */
export function guideWithOperations(text: string): string {
  return withMadePart(text, sentencesOf(tests), { name: "operations", file: "docs/operate.md" });
}
