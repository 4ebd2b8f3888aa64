import { Command, InvalidArgumentError } from "commander";
import { fields } from "../settings/settings-view";
import { readStackFile } from "../settings/read-file";
import { accountOf, type AccountOptions } from "./account-of";
import { runCommand, UserMistake } from "./run-command";
import { holdText, lengthOf, newHold } from "./schedule/hold";
import { openHold } from "./schedule/hold-parameter";

const command = new Command("schedule")
  .description("Keeps a stack up although its schedule would stop it.")
  .option("-s, --stack <name>", "stack that is meant", "dev")
  .option("--region <region>", "instead of aws:region of the stack's settings")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .addHelpText(
    "after",
    `
Examples:
  npm run schedule -- hold 4h -s prod     tonight the stack stays up for four hours more, or is started for them
  npm run schedule -- release -s prod     the schedule decides again`,
  )
  .showHelpAfterError();

command
  .command("hold")
  .argument("<time>", "such as 90m or 4h, at most 72h", holdLength)
  .description("Keeps the stack up for so long from now; one that is stopped is started within five minutes.")
  .action(async (length: number) => {
    const { stack, hold } = scheduled();
    const wanted = newHold(new Date(), length, await hold.read());
    await hold.write(wanted);
    process.stdout.write(`Stack ${stack} is held up until ${wanted.until}.\n`);
  });

command
  .command("release")
  .description("Ends a hold: outside its hours the stack is stopped within five minutes.")
  .action(async () => {
    const { stack, hold } = scheduled();
    await hold.remove();
    process.stdout.write(`The schedule of stack ${stack} decides again.\n`);
  });

command
  .command("show")
  .description("The hours of the settings, and the hold.")
  .action(async () => {
    const { stack, hold, hours } = scheduled();
    const { start, stop, days = "mon-fri", timezone } = hours;
    const words = `${String(days)} from ${String(start)} to ${String(stop)} (${String(timezone)})`;
    process.stdout.write(`Stack ${stack} runs ${words}; it is ${holdText(await hold.read(), new Date())}.\n`);
  });

function holdLength(text: string): number {
  const length = lengthOf(text);
  if (length === undefined) throw new InvalidArgumentError("allowed: 90m or 4h, at most 72h");
  return length;
}

function scheduled() {
  const options = command.opts<AccountOptions>();
  const { stack } = options;
  const written = readStackFile(".", stack);
  const hours = fields(written.raw["schedule"]);
  if (hours["start"] === undefined)
    throw new UserMistake(`Stack ${stack} has no schedule: nothing stops it (ladder:schedule).`);
  return { stack, hours, hold: openHold(stack, accountOf(options, written)) };
}

void runCommand(command);
