import { createCommand } from "commander";
import support from "../plan/data/support-dates.json";
import { loadStack } from "./load-stack";
import { judged, outdatedText } from "./outdated/judged";
import { running } from "./outdated/running";
import { exitCodes, runCommand } from "./run-command";

interface Options {
  readonly stack: string;
  readonly json?: true;
}

const command = createCommand("outdated")
  .description(
    `What a stack runs and until when its makers mend it, from dates in this repository: no network. Exit code ${exitCodes.refused} when something is past its day.`,
  )
  .option("-s, --stack <name>", "stack whose settings are read", "dev")
  .option("--json", "print one JSON document and nothing else")
  .showHelpAfterError()
  .action(({ stack, json }: Options) => {
    const { plan, raw } = loadStack({ stack, set: [] });
    const today = new Date().toISOString().slice(0, 10);
    const found = judged(running(plan, process.versions.node, raw["schedule"] !== undefined), today);
    const { asOf } = support;
    process.stdout.write(`${json ? JSON.stringify({ asOf, found }, null, 2) : outdatedText(found, asOf)}\n`);
    if (found.some(({ state }) => state === "past")) process.exitCode = exitCodes.refused;
  });

void runCommand(command);
