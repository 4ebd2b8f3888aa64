import { Command, InvalidArgumentError } from "commander";
import { deleteData, down } from "../local/down";
import { stopCommands } from "../local/docker";
import { locked, unlock } from "../local/lock";
import { LocalProblem } from "../local/problem";
import { localProject, type LocalProject } from "../local/project";
import { isGood } from "../local/states";
import { stepsOn } from "../local/steps";
import { up, type LocalStack, type UpOptions } from "../local/up";
import { watch } from "../local/watch";
import type { Plan } from "../plan/types";
import { SettingsError } from "../settings/problems";
import { loadStack } from "./load-stack";
import { confirmed } from "./local/confirm";
import { localText } from "./local/text";
import { exitCodes, runCommand, UserMistake } from "./run-command";

interface LocalOptions {
  readonly stack: string;
  readonly only?: readonly string[];
  readonly watch?: true;
  readonly down?: true;
  readonly deleteData?: true;
  readonly yes?: true;
  readonly secrets?: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly json?: true;
}

const projectDir = ".";
const steps = stepsOn(process.stderr);

const help = `
Examples:
  npm run local                                    every app of Pulumi.dev.yaml that can be built or pulled
  npm run local -- --only todo,groceries --watch   two apps, built again when their folder changes
  npm run local -- --http-port 8080 --https-port 8443
  npm run local -- --down                          stops everything; data stays
  npm run local -- --down --delete-data

Exit codes: 0 every app runs, 1 an app does not (the table says why) or this machine lacks something, 2 a bug.
What differs from the box: docs/local.md`;

const command = new Command("local")
  .description("Runs a stack's apps in this machine's own Docker, under https://<app>.localhost.")
  .option("-s, --stack <name>", "stack whose settings file Pulumi.<name>.yaml is read", "dev")
  .option("--only <apps>", "run these apps only, separated by commas", (text: string) => text.split(","))
  .option("--watch", "stay, and run an app anew when the folder it is built from changes")
  .option(
    "--secrets <file>",
    "given secrets as <app>.<NAME>=value lines, instead of given.env in the stack's folder",
  )
  .option("--http-port <number>", "port of 127.0.0.1 for HTTP (first run: 80)", portNumber)
  .option("--https-port <number>", "port of 127.0.0.1 for HTTPS (first run: 443)", portNumber)
  .option("--down", "stop and remove containers and networks; data stays")
  .option("--delete-data", "with --down: remove all data of the stack on this machine, too")
  .option("--yes", "do not ask before deleting")
  .option("--json", "print one JSON document and nothing else")
  .addHelpText("after", help)
  .showHelpAfterError()
  .action((options: LocalOptions) => asUserMistake(() => run(options)));

async function run(options: LocalOptions): Promise<void> {
  const project = localProject(options.stack, projectDir);
  stopOnSignals(project);
  if (options.deleteData && !options.down) throw new UserMistake("--delete-data goes with --down");
  if (options.down) return end(project, options);
  const load = () => loadStack({ stack: options.stack, set: [] }, projectDir).plan;
  const plan = load();
  const show = async (changed: Plan) => tell(await start(changed, project, options), options);
  await show(plan);
  if (!options.watch) return;
  steps.note("Watching the folders of built apps; ^C ends that, and the apps stay up.");
  const failed = (error: unknown) => steps.note(messageOf(error));
  await watch(plan, { projectDir, stackFile: `Pulumi.${options.stack}.yaml`, load, run: show, failed });
}

function start(plan: Plan, project: LocalProject, options: LocalOptions): Promise<LocalStack> {
  const { only, secrets, httpPort, httpsPort } = options;
  const ports = { ...(httpPort && { http: httpPort }), ...(httpsPort && { https: httpsPort }) };
  const wanted: UpOptions = { only, secrets, ports, projectDir };
  return locked(project, () => up(plan, project, wanted, steps));
}

function tell(stack: LocalStack, { json }: LocalOptions): void {
  process.stdout.write(`${json ? JSON.stringify(stack, null, 2) : localText(stack)}\n`);
  process.exitCode = stack.apps.every(isGood) ? exitCodes.fine : exitCodes.usersMistake;
}

async function end(project: LocalProject, options: LocalOptions): Promise<void> {
  if (options.deleteData && !options.yes && !(await confirmed(`Delete all data of ${project.name}?`))) {
    throw new UserMistake("Nothing was deleted: say yes, or add --yes.");
  }
  await locked(project, async () => {
    await steps.step("stopping", () => down(project));
    if (options.deleteData) await steps.step("deleting data", () => deleteData(project));
  });
  const result = { project: project.name, down: true, dataDeleted: options.deleteData === true };
  const text = `${project.name} is down${options.deleteData ? ", its data is deleted" : "; its data is kept"}.`;
  process.stdout.write(`${options.json ? JSON.stringify(result) : text}\n`);
}

/** Running it again goes on where it ended. */
function stopOnSignals(project: LocalProject): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      stopCommands();
      unlock(project);
      process.exit(code);
    });
  }
}

async function asUserMistake(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof LocalProblem ? new UserMistake(error.message) : error;
  }
}

/** While watching, a mistake is told and the next change is waited for; a bug ends the run. */
function messageOf(error: unknown): string {
  if (error instanceof LocalProblem || error instanceof SettingsError) return error.message;
  throw error;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("Allowed: 1 to 65535.");
}

void runCommand(command);
