import { Command, InvalidArgumentError, Option } from "commander";
import { changeText, type Change } from "./box/change-text";
import { historyText, type History } from "./box/history-text";
import { appName, operands } from "./box/operands";
import { carryOut, show, type BoxOptions } from "./box/carry-out";
import { rotate } from "./box/rotate";
import { statusText, type Status } from "./box/status-text";
import { runCommand, UserMistake } from "./run-command";

const command = new Command("box")
  .description("Day-to-day commands on a stack's box, through AWS Systems Manager: no SSH, no open port.")
  .option("-s, --stack <name>", "stack whose box is meant", "dev")
  .option("--local", "the stack that `npm run local` runs on this machine instead")
  .option("--json", "print one JSON document and nothing else")
  .option("--region <region>", "instead of aws:region of the stack's settings")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .addHelpText(
    "after",
    `
Exit codes: that of the command on the box; 1 wrong use, 2 a bug, 125 the box refused it or could not be asked.
Examples:
  npm run box -- status
  npm run box -- logs todo -f
  npm run box -- psql todo -c 'select count(*) from todos'
  npm run --silent box -- psql todo < statements.sql
  npm run box -- exec todo -- node --version
  npm run box -- rollback todo`,
  )
  .showHelpAfterError();

command
  .command("status")
  .description("State, age, memory and image of everything that runs, free disk space, and the last deploy.")
  .action(() => show<Status>(options(), { command: "status" }, (status) => statusText(status, new Date())));

command
  .command("backup")
  .description(
    "Backs up every database and volume now, and reads all of it back; npm run restore lists them.",
  )
  .action(() => carryOut(options(), { command: "backup" }));

command
  .command("history [app]")
  .description("What was deployed when, and which apps changed.")
  .option("-n, --lines <count>", "deploys to show", count, 20)
  .action((app: string | undefined, { lines }: { readonly lines: number }) =>
    show<History>(options(), { command: "history", app: nameOf(app), lines }, historyText),
  );

command
  .command("logs <app>")
  .description("What an app, or caddy, postgres or redis, printed.")
  .option("-f, --follow", "go on until ^C, across restarts and new versions")
  .option("-n, --lines <count>", "lines to begin with, or all", lineCount, "100")
  .option(
    "--since <time>",
    "only what is newer: 90s, 15m, 2h, or a time such as 2026-11-20T08:00:00Z",
    sinceTime,
  )
  .action((app: string, { follow = false, lines, since = null }: LogOptions) =>
    carryOut(options(), { command: "logs", app: appName(app), follow, lines, since }),
  );

command
  .command("psql [app] [args...]")
  .description(
    "SQL in an app's database, as the app's own role. Without -c: from standard input, or a terminal.",
  )
  .option("-c, --command <sql>", "statements to run")
  .option("--admin", "as the administrator, who may do everything; without an app in the database postgres")
  .action(
    (_: string | undefined, __: unknown, { command: sql, admin = false }: PsqlOptions, self: Command) => {
      const { app, args } = operands(self.args, process.argv);
      if (app === null && !admin) throw new UserMistake("psql: name an app, or give --admin");
      const all = [...(sql === undefined ? [] : ["--command", sql]), ...args];
      return carryOut(options(), { command: "psql", app, admin, args: all }, { terminal: all.length === 0 });
    },
  );

command
  .command("redis [app] [args...]")
  .description(
    "redis-cli as an app's own user, or as the administrator. Without a command after --: from a terminal.",
  )
  .action((_: string | undefined, __: unknown, ___: unknown, self: Command) => {
    const { app, args } = operands(self.args, process.argv);
    return carryOut(options(), { command: "redis", app, args }, { terminal: args.length === 0 });
  });

command
  .command("exec <app> [args...]")
  .description("A command inside an app's container, after --. Without one: a shell.")
  .option("-i, --interactive", "hand this terminal over to the command")
  .action((name: string, _: unknown, { interactive = false }: { interactive?: boolean }, self: Command) => {
    const { args } = operands(self.args, process.argv);
    const terminal = interactive || args.length === 0;
    return carryOut(options(), { command: "exec", app: appName(name), args }, { terminal });
  });

command
  .command("restart [app]")
  .usage("<app>")
  .description("A new container of what an app runs takes over, as at an update: without a failed request.")
  .action((app?: string) => show<Change>(options(), { command: "restart", app: nameOf(app) }, changeText));

command
  .command("rollback [app]")
  .usage("[options] <app>")
  .description(
    "The version of an app that ran before; it stays until the app's image or settings change. Secrets stay today's.",
  )
  .option("--force", "although the version to leave has run a migration that the earlier one does not know")
  .addOption(new Option("--undo", "back to the version that was left").conflicts("force"))
  .action((app: string | undefined, { force = false, undo = false }: RollbackOptions) =>
    show<Change>(options(), { command: "rollback", app: nameOf(app), force, undo }, changeText),
  );

command
  .command("rotate [app]")
  .usage("<app> | --rds")
  .description(
    "New passwords for an app's database and cache, or for RDS's administrator: raises passwordVersion in the stack's settings; then pulumi up, without a failed request.",
  )
  .option("--rds", "the administrator's of the databases on RDS, which no app has", false)
  .action((app: string | undefined, { rds }: { readonly rds: boolean }) => {
    if ((app === undefined) !== rds) throw new UserMistake("name an app, or --rds: one of the two");
    rotate(options(), app === undefined ? undefined : appName(app));
  });

interface RollbackOptions {
  readonly force?: boolean;
  readonly undo?: boolean;
}

interface LogOptions {
  readonly follow?: boolean;
  readonly lines: string;
  readonly since?: string | null;
}

interface PsqlOptions {
  readonly command?: string;
  readonly admin?: boolean;
}

function options(): BoxOptions {
  return command.opts<BoxOptions>();
}

/** Null: the box answers with the names there are, where one is needed. */
function nameOf(app: string | undefined): string | null {
  return app === undefined ? null : appName(app);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("allowed: a whole number from 1");
  return Number(text);
}

function lineCount(text: string): string {
  return text === "all" ? text : String(count(text));
}

function sinceTime(text: string): string {
  if (!/^(\d+[smh])+$|^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(text))
    throw new InvalidArgumentError(
      "allowed: a length such as 90s, 15m or 2h, or a time such as 2026-11-20T08:00:00Z",
    );
  return text;
}

void runCommand(command);
