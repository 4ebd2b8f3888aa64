import { withMadePart } from "./made-part";
import { sentencesOf } from "./test-titles";

/** The text with its list of what the box does made anew, from the tests that boot it; those of other tiers are not the box's. */
export function guideWithSentences(text: string): string {
  const list = sentencesOf("test/box-rig/*.box.ts", "--ignore", "test/box-rig/{beanstalk,fargate}*.box.ts");
  return withMadePart(text, list, { name: "shown", file: "docs/box.md" });
}
