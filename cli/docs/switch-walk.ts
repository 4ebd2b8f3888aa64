import { readFileSync } from "node:fs";
import { withMadePart } from "./made-part";

/** What a scenario on the real engine recorded: test/engine/scenarios/switch-walk.test.ts compares it on every run. */
const recorded = "test/golden/switch-walk.txt";

/** The guide with a switch up and back, as a user types and reads it. */
export function guideWithWalk(text: string): string {
  const part = `\`\`\`\n${readFileSync(recorded, "utf8").trimEnd()}\n\`\`\``;
  return withMadePart(text, part, { name: "walk", file: "docs/moving.md" });
}
