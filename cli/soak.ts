import { Command, InvalidArgumentError, Option } from "commander";
import { labFolder } from "../lab/lab-folder";
import { LabProblem } from "../lab/lab-problem";
import { labTiers } from "../lab/lab-settings";
import { type Plan, soak } from "../lab/soak/soak";
import { doneText, soakProof, soakText } from "../lab/soak/soak-text";
import { stepsOn } from "../local/steps";
import { writeProof } from "../rig/write-proof";
import type { Tier } from "../settings/schema";
import { instancesOf } from "./lab/instances";
import { exitCodes, runCommand, UserMistake } from "./run-command";

interface Options extends Plan {
  readonly report?: true;
}

/** As many seeds are there to be drawn from when none is named. */
const seeds = 2 ** 31;

const command = new Command("soak")
  .description(
    "Changes a lab at random: switches, shares, retirements, versions, backups, restores and kills, and looks after each whether all holds that must.",
  )
  .option("--hours <number>", "no action begins later", hours, 1)
  .addOption(
    new Option("--actions <number>", "nor after so many").default(Infinity, "any number").argParser(whole),
  )
  .addOption(
    new Option("--seed <number>", "draws the same again")
      .default(Date.now() % seeds, "another one each time")
      .argParser(whole),
  )
  .option("--tiers <list>", "between which it switches; it begins with the first", tiersOf, labTiers)
  .option("--instances <number>", "of the tier beanstalk, 1 to 4", instancesOf, 2)
  .option("--report", "writes docs/proof/soak.md")
  .addHelpText(
    "after",
    `
Examples:
  npm run soak -- --hours 8 --seed 7 --report
  npm run soak -- --actions 5 --tiers compose

Needs what \`npm run lab\` needs. It stops at the first thing that does not hold, and leaves the lab as it is then:
\`npm run lab -- status\` shows it, \`npm run lab -- down\` removes it. Exit codes: 0 all held, 1 something did not.`,
  )
  .showHelpAfterError()
  .action(async ({ report, ...plan }: Options) => {
    process.stdout.write(`--seed ${plan.seed}\n`);
    const all = await soak(labFolder(), plan, stepsOn(process.stderr), (done) =>
      process.stdout.write(`${doneText(done)}\n`),
    ).catch((error: unknown) => {
      throw error instanceof LabProblem ? new UserMistake(error.message) : error;
    });
    process.stdout.write(`${soakText(all)}\n`);
    if (report) writeProof("soak", soakProof(all));
    const held = all.broke === undefined && all.done.every(({ problems }) => problems.length === 0);
    process.exitCode = held ? exitCodes.fine : exitCodes.usersMistake;
  });

function hours(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 1000) return value;
  throw new InvalidArgumentError("Hours are a number above 0, up to 1000.");
}

function whole(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1.");
}

function tiersOf(text: string): readonly Tier[] {
  const named = text.split(",");
  const known = labTiers.filter((tier) => named.includes(tier));
  if (known.length !== named.length)
    throw new InvalidArgumentError(`Tiers are ${labTiers.join(", ")}, each once, with commas between.`);
  return named as Tier[];
}

void runCommand(command);
