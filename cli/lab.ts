import { Argument, Command, InvalidArgumentError, Option } from "commander";
import type { Home } from "../box/run-command/move-data";
import { runningLab } from "../lab/about";
import { appAnswers } from "../lab/app-answers";
import { ask } from "../lab/ask";
import { type Kept, recoverUnderVisitors, startAndLook, stopUnderVisitors } from "../lab/box-orders";
import { dataBytes, dataSizes } from "../lab/data-size";
import { down } from "../lab/down";
import { labFolder } from "../lab/lab-folder";
import { machineOrders, type MachineOrder } from "../lab/lab-machine";
import { LabProblem } from "../lab/lab-problem";
import type { LabWorkers } from "../lab/lab-workers";
import type { LabStatus } from "../lab/lab-status";
import {
  recoveredText,
  retireText,
  shareText,
  startedText,
  statusText,
  stoppedText,
  switchText,
  upText,
} from "../lab/lab-text";
import { limitsText } from "../lab/limits-text";
import { labTiers } from "../lab/lab-settings";
import { retire } from "../lab/retire";
import { runningApps, workers } from "../lab/running-apps";
import { shareVisitors } from "../lab/share";
import { switchOver, type Change } from "../lab/switch";
import type { Visited } from "../lab/under-visitors";
import { watch } from "../lab/watch/watch";
import { type Start, up } from "../lab/up";
import type { Part } from "../plan/switching/memory";
import type { Tier } from "../settings/schema";
import { stepsOn } from "../local/steps";
import { instancesOf } from "./lab/instances";
import { exitCodes, runCommand, UserMistake } from "./run-command";

const steps = stepsOn(process.stderr);
const folder = labFolder();

const help = `
Examples:
  npm run lab -- up        boots the example stack on this machine, with the real Pulumi engine
  npm run lab -- up --data 2GB            with so many rows in the first app's database
  npm run lab -- status    what runs, and whether every app answers
  npm run lab -- switch beanstalk         and on with fargate, and back with compose
  npm run lab -- switch --database rds    and back with box
  npm run lab -- traffic 10               of the visitors to the tier that was switched to
  npm run lab -- retire compose           removes what stands by
  npm run lab -- box stop                 and start again; or recover, after a power cut, on other hardware
  npm run lab -- watch     a live page with buttons, and the same in the terminal
  npm run lab -- down      ends it and removes everything of it, also after a killed lab
  npm run lab -- limits    what the lab only records

Needs root on Linux; the first run gets its tools and makes images, which takes minutes. docs/lab.md`;

const command = new Command("lab")
  .description("Carries the example stack out on this machine: real engine, real machines, no cloud account.")
  .addHelpText("after", help)
  .showHelpAfterError();

command
  .command("up")
  .description("boots the stack and waits for the first answer over HTTPS")
  .addOption(new Option("--tier <tier>", "how the apps are run").choices(labTiers).default("compose"))
  .addOption(
    new Option("--instances <number>", "of the tier beanstalk; several get a load balancer")
      .default(1)
      .argParser(instancesOf),
  )
  .option("--data <size>", "rows in the first app's database, such as 100MB or 2GB", bytesOf)
  .action(({ data, ...start }: Start & { readonly data?: number }) =>
    told(async () => print(upText(await up(folder, { ...start, dataBytes: data }, steps)))),
  );

command
  .command("switch")
  .description(
    "changes the tier or where the databases live while visitors write and read, and says what became of every write",
  )
  .addArgument(new Argument("[tier]", "who shall run the apps").choices(labTiers))
  .addOption(new Option("--database <where>", "where the databases live").choices(["box", "rds"]))
  .action((tier: Tier | undefined, options: { database?: Home }) =>
    told(() => switched(changeOf(tier, options.database))),
  );

command
  .command("traffic")
  .description(
    "sends a share of the visitors to the tier that was switched to, and the rest to the one before",
  )
  .argument("<percent>", "1 to 100", percentOf)
  .action((percent: number) => told(() => shared(percent)));

command
  .command("retire")
  .description("removes what stands by, with as many updates as that takes, while visitors write and read")
  .addArgument(new Argument("<part>", "what stands by").choices([...labTiers, "rds"]))
  .action((part: Part) => told(() => retired(part)));

command
  .command("box")
  .description("stops, starts or recovers the box as EC2 does, and looks for every acknowledged write")
  .addArgument(new Argument("<order>", "what to do with the instance").choices(machineOrders))
  .action((order: MachineOrder) => told(() => ordered(order)));

command
  .command("watch")
  .description("shows who serves in a live page with buttons and in the terminal, until Ctrl-C")
  .addOption(
    new Option("--port <port>", "of the page on this machine; 0: a free one").default(0).argParser(portOf),
  )
  .action(({ port }: { port: number }) => told(() => watch(folder, port, process.stdout)));

command
  .command("status")
  .description("what runs, and whether every app answers")
  .action(() => told(status));

command
  .command("down")
  .description("ends the lab and removes everything of it")
  .action(() =>
    told(async () => {
      await steps.step("removing the lab", () => down(folder));
      print("There is no lab on this machine.");
    }),
  );

command
  .command("limits")
  .description("what the lab only records, with the reasons")
  .action(() => print(limitsText()));

function changeOf(tier: Tier | undefined, database: Home | undefined): Change {
  if (tier !== undefined && database === undefined) return { setting: "tier", value: tier };
  if (tier === undefined && database !== undefined) return { setting: "database", value: database };
  throw new UserMistake("Name either a tier or --database: one of them is switched.");
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}

function bytesOf(text: string): number {
  const bytes = dataBytes(text);
  if (bytes === undefined) throw new InvalidArgumentError(dataSizes);
  return bytes;
}

function percentOf(text: string): number {
  if (/^([1-9]\d?|100)$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A share is 1 to 100 percent.");
}

async function retired(part: Part): Promise<void> {
  const result = await retire(folder, part, steps);
  print(retireText(part, result));
  process.exitCode = exitCodeOf(result);
}

async function shared(percent: number): Promise<void> {
  const result = await shareVisitors(folder, percent, steps);
  print(shareText(result));
  process.exitCode = exitCodeOf(result);
}

function exitCodeOf(visited: Visited): number {
  return isWhole(visited) && visited.failuresOutside.length === 0 ? exitCodes.fine : exitCodes.usersMistake;
}

function isWhole({ wrong, filled }: Kept): boolean {
  return wrong.length === 0 && filled?.unchanged !== false;
}

async function ordered(order: MachineOrder): Promise<void> {
  if (order === "stop") print(stoppedText(await stopUnderVisitors(folder, steps)));
  else if (order === "start") looked(await startAndLook(folder, steps), startedText);
  else looked(await recoverUnderVisitors(folder, steps), recoveredText);
}

/** Failures while the box is away are no fault; a lost write is. */
function looked<Result extends Kept>(result: Result, text: (result: Result) => string): void {
  print(text(result));
  if (!isWhole(result)) process.exitCode = exitCodes.usersMistake;
}

async function switched(change: Change): Promise<void> {
  const result = await switchOver(folder, change, steps);
  print(switchText(result));
  const there = change.setting === "tier" || result.home === change.value;
  process.exitCode = there ? exitCodeOf(result) : exitCodes.usersMistake;
}

async function status(): Promise<void> {
  const about = runningLab(folder);
  const lab = await ask<LabStatus>(folder.socket, "/status").catch(() => {
    throw new LabProblem("The lab was killed: `npm run lab -- down` removes what it left.");
  });
  const answers = await appAnswers(runningApps(folder), folder, about);
  const where = await ask<LabWorkers>(folder.socket, "/workers", workers(folder));
  print(statusText(about, lab, answers, where));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof LabProblem ? new UserMistake(error.message) : error;
  }
}

void runCommand(command);
