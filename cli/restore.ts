import { Command, InvalidArgumentError, Option } from "commander";
import { carryOut, show, type BoxOptions } from "./box/carry-out";
import { appName } from "./box/operands";
import { backupsText, type BackupList } from "./restore/backups-text";
import { restoredText, type Restored } from "./restore/restored-text";
import { runCommand, UserMistake } from "./run-command";

const command = new Command("restore")
  .description("Brings back what the nightly backups of a stack hold, or proves that it could.")
  .option("-s, --stack <name>", "stack that is meant", "dev")
  .option("--json", "print one JSON document and nothing else")
  .option("--region <region>", "instead of aws:region of the stack's settings")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .addHelpText(
    "after",
    `
Exit codes: 0 done, 1 refused or failed, with everything as before, 2 a bug, 75 another program is at work on the box,
125 the box could not be asked.
Examples:
  npm run restore -- list
  npm run restore -- drill
  npm run restore -- to --database app_todo --replace
  npm run restore -- to --app wiki --time 2026-11-20T08:00:00Z --replace
  npm run restore -- to --all --from offsite
  npm run restore -- to --app wiki --of prod -s staging --replace`,
  )
  .showHelpAfterError();

command
  .command("list")
  .description("The backups there are, the newest first.")
  .addOption(from())
  .addOption(of())
  .action((place: Place) =>
    show<BackupList>(options(), { command: "restore", args: ["list", ...placeOf(place)] }, backupsText),
  );

command
  .command("drill")
  .description("Restores the newest backup into scratch databases, compares and checks them, and drops them.")
  .addOption(from())
  .action((place: Place) => carryOut(options(), { command: "restore", args: ["drill", ...placeOf(place)] }));

command
  .command("to")
  .description("Puts a backup in its place. What was there stays under another name.")
  .addOption(new Option("--database <name>", "one database, such as app_todo").conflicts(["app", "all"]))
  .addOption(new Option("--app <name>", "an app's database and volumes").conflicts(["database", "all"]))
  .addOption(new Option("--all", "everything of the backup").conflicts(["database", "app"]))
  .addOption(new Option("--backup <id>", "of restore list; otherwise the newest").argParser(backupId))
  .addOption(
    new Option(
      "--time <time>",
      "as of that second with backups.pointInTimeDays, otherwise the last backup that had ended by it; such as 2026-11-20T08:00:00Z",
    )
      .argParser(time)
      .conflicts("backup"),
  )
  .option("--replace", "although there is something; it is kept under another name")
  .addOption(from())
  .addOption(of())
  .action((wanted: Wanted) =>
    show<Restored>(options(), { command: "restore", args: ["to", ...argumentsOf(wanted)] }, restoredText),
  );

/** Which copies are meant: without it those in the stack's own bucket. */
interface Place {
  readonly from?: "offsite";
  readonly of?: string;
}

interface Wanted extends Place {
  readonly database?: string;
  readonly app?: string;
  readonly all?: true;
  readonly backup?: string;
  readonly time?: string;
  readonly replace?: true;
}

function from(): Option {
  const text = "where the backups are: offsite, the store of backups.offsite, instead of the stack's bucket";
  return new Option("--from <place>", text).choices(["offsite"]);
}

function of(): Option {
  const text =
    "another stack, whose backups are meant: its bucket is in backups.others of this one's settings";
  return new Option("--of <stack>", text).argParser(stackName);
}

function placeOf({ from: place, of: stack }: Place): readonly string[] {
  return [...(place === undefined ? [] : ["--from", place]), ...(stack === undefined ? [] : ["--of", stack])];
}

function stackName(text: string): string {
  if (!/^\w[\w.-]{0,99}$/.test(text)) throw new InvalidArgumentError("allowed: a stack's name, such as prod");
  return text;
}

function argumentsOf({ database, app, all, backup, time, replace, ...place }: Wanted): readonly string[] {
  if (database === undefined && app === undefined && !all)
    throw new UserMistake("to: name what to restore with --database, --app or --all");
  return [
    ...(database === undefined ? [] : ["--database", appName(database)]),
    ...(app === undefined ? [] : ["--app", appName(app)]),
    ...(all ? ["--all"] : []),
    ...(backup === undefined ? [] : ["--backup", backup]),
    ...(time === undefined ? [] : ["--time", time]),
    ...(replace ? ["--replace"] : []),
    ...placeOf(place),
  ];
}

function backupId(text: string): string {
  if (!/^\d{8}T\d{6}Z-[0-9a-f]{6}$/.test(text))
    throw new InvalidArgumentError("allowed: an id that restore list shows, such as 20261120T030000Z-1a2b3c");
  return text;
}

/** As the box writes times, so that they compare as text. */
function time(text: string): string {
  const found = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? new Date(text) : undefined;
  if (found === undefined || Number.isNaN(found.getTime()))
    throw new InvalidArgumentError("allowed: a time in UTC such as 2026-11-20T08:00:00Z");
  return `${found.toISOString().slice(0, 19)}Z`;
}

function options(): BoxOptions {
  return command.opts<BoxOptions>();
}

void runCommand(command);
