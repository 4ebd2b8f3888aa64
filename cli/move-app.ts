import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { readStackFile } from "../settings/read-file";
import { accountOf } from "./account-of";
import { appName } from "./box/operands";
import { copyObjects } from "./move-app/copy-objects";
import { abortMove, moveApp, retireMove, type Ways } from "./move-app/move";
import { remoteSide } from "./move-app/side";
import { runCommand, UserMistake } from "./run-command";

interface Options {
  readonly app: string;
  readonly from: string;
  readonly to: string;
  readonly replace?: true;
  readonly dryRun?: true;
  readonly abort?: true;
  readonly retire?: true;
}

const command = new Command("move-app")
  .description("Moves one app with its database from the box of a stack to the box of another.")
  .requiredOption("--app <name>", "the app; both stacks have it, with the same name")
  .requiredOption("--from <stack>", "stack where its data is")
  .requiredOption("--to <stack>", "stack where it shall be")
  .option(
    "--replace",
    "although its database in the other stack holds something; it is kept under another name",
  )
  .option("--dry-run", "only the checks, and what would be done")
  .option("--abort", "takes an unfinished move back")
  .option("--retire", "deletes what a finished move left in the stack that the app came from")
  .addHelpText(
    "after",
    `
The same command again goes on with a move that was interrupted.
Exit codes: 0 done, 1 refused or failed, and the app serves where it was, 2 a bug, 75 another program is at work on a box,
125 a box or AWS did not answer. docs/moving.md
Examples:
  npm run move-app -- --app groceries --from dev --to prod --dry-run
  npm run move-app -- --app groceries --from dev --to prod
  npm run move-app -- --app groceries --from dev --to prod --retire`,
  )
  .showHelpAfterError()
  .action(run);

async function run(options: Options): Promise<void> {
  const app = appName(options.app);
  const { from, to } = options;
  const { dryRun = false, abort = false, retire = false, replace = false } = options;
  if ([dryRun, abort, retire].filter(Boolean).length > 1)
    throw new UserMistake("--dry-run, --abort and --retire exclude each other");
  if (from === to) throw new UserMistake("--from and --to name the same stack");
  for (const stack of [from, to]) refuseOtherTier(stack);
  const account = accountOf({ stack: to }, readStackFile(".", to));
  const copy: Ways["copy"] = (buckets, keys) => copyObjects(account, buckets, keys);
  const ways = { app, from: remoteSide(from), to: remoteSide(to), copy, say };
  if (abort) return abortMove(ways);
  if (retire) return retireMove(ways);
  return moveApp(ways, { run: newRun(new Date()), replace, dryRun });
}

function refuseOtherTier(stack: string): void {
  const tier = readStackFile(".", stack).raw["tier"];
  if (tier === "beanstalk" || tier === "fargate")
    throw new UserMistake(
      `stack ${stack} is on ${tier}: an app moves between boxes. Switch it to compose first (docs/switching.md).`,
    );
}

/** As box/programs/move names its runs. */
function newRun(now: Date): string {
  return `${now.toISOString().slice(0, 10).replaceAll("-", "")}_${randomBytes(3).toString("hex")}`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

void runCommand(command);
