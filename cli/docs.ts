import { readFileSync, writeFileSync } from "node:fs";
import { createCommand } from "commander";
import { guideWithSentences } from "./docs/box-sentences";
import { movingWithFaults } from "./docs/fault-table";
import { guideWithGuardrails } from "./docs/guardrail-table";
import { labWithLimits } from "./docs/lab-limits";
import { readmeWithPrices, tiersWithSteps } from "./docs/price-table";
import { guideWithOperations } from "./docs/operation-sentences";
import { guideWithRecoveries } from "./docs/recovery-sentences";
import { pageWithRules } from "./docs/rule-table";
import { guideWithWalk } from "./docs/switch-walk";
import { guideWithSwitches } from "./docs/switch-words";
import { exitCodes, runCommand } from "./run-command";

/** File -> its text with the made parts made anew. */
const made = {
  "README.md": readmeWithPrices,
  "docs/tiers.md": tiersWithSteps,
  "docs/moving.md": (text: string) => Promise.resolve(guideWithWalk(text)),
  "docs/moving-faults.md": (text: string) => Promise.resolve(movingWithFaults(text)),
  "docs/switching.md": guideWithSwitches,
  "docs/rules.md": (text: string) => Promise.resolve(pageWithRules(text)),
  "docs/box.md": (text: string) => Promise.resolve(guideWithSentences(text)),
  "docs/operate.md": async (text: string) => guideWithOperations(await guideWithGuardrails(text)),
  "docs/recover.md": (text: string) => Promise.resolve(guideWithRecoveries(text)),
  "docs/lab.md": (text: string) => Promise.resolve(labWithLimits(text)),
} as const;

const command = createCommand("docs")
  .description(
    "Rewrites what is made from the program and its tests: the prices of README.md and docs/tiers.md, what alarms cost and what operating does in docs/operate.md, what the box does in docs/box.md, what backups do in docs/recover.md, what stops a move in docs/moving-faults.md, the steps of a switch in docs/switching.md, one that was recorded in docs/moving.md, the security rules in docs/rules.md, what the lab only records in docs/lab.md.",
  )
  .option("--check", "change nothing; end with 1 when something is out of date")
  .action(async ({ check }: { readonly check?: true }) => {
    for (const [file, remake] of Object.entries(made)) {
      const before = readFileSync(file, "utf8");
      const after = await remake(before);
      if (before === after) continue;
      if (!check) writeFileSync(file, after);
      else {
        process.stderr.write(`${file} is out of date: npm run docs\n`);
        process.exitCode = exitCodes.usersMistake;
      }
    }
  });

void runCommand(command);
