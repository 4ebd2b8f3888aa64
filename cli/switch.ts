import { Command } from "commander";
import { loadPriceBook } from "../cost/prices/price-book";
import { readProgramFile } from "../cost/readers/program-file";
import { reviewProgram } from "../cost/readers/program-review";
import { ReaderError } from "../cost/readers/reader-error";
import { money } from "../cost/render/format";
import { standbyCostPerDay } from "../cost/standby-cost";
import type { DeployedStack } from "../plan/deployed";
import type { KnownSize } from "../plan/switching/known-size";
import { memoryFrom } from "../plan/switching/memory";
import { switchStatus } from "../plan/switching/status";
import { project } from "./load-stack";
import { remotePlace } from "./box/remote-place";
import { runCommand } from "./run-command";
import { askSize } from "./switching/ask-size";
import { exportedStack } from "./switching/exported-stack";
import { deployedFromExport, exportText } from "./switching/read-export";
import { pricedChoices } from "./switching/choice-costs";
import { statusText } from "./switching/status-text";

interface Options {
  readonly stack: string;
  readonly deployed?: string;
  readonly json?: true;
}

const command = new Command("switch");
command
  .command("status")
  .description(
    "Says who serves, where the databases are and since when, what stands by, what may be done next and what it costs.",
  )
  .option("-s, --stack <name>", "stack to ask Pulumi about; its settings file prices what may be done", "dev")
  .option("--deployed <file>", "read the output of `pulumi stack export` instead of asking Pulumi")
  .option("--json", "print one JSON document and nothing else")
  .action(async ({ stack, deployed, json }: Options) => {
    const name = deployed ?? `the state of ${stack}`;
    const text = deployed === undefined ? exportedStack(stack) : exportText(deployed);
    const found = deployedFromExport(name, text, { project, stack });
    const size = deployed === undefined ? await sizeNow(stack, found) : undefined;
    const known = switchStatus(found, size);
    const status = { ...known, choices: await pricedChoices(stack, found, known.choices) };
    const perDay = status.standbys.length > 0 ? await costPerDay(text, status.standbys) : undefined;
    const document = { stack, ...status, ...(perDay !== undefined && { standbyUsdPerDay: perDay }) };
    const shown = perDay === undefined ? undefined : money(perDay);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : statusText(stack, status, shown)}\n`);
  });

/** Of databases that are on the box, asked as `npm run box` does. */
async function sizeNow(stack: string, { resources }: DeployedStack): Promise<KnownSize | undefined> {
  if (memoryFrom(resources).dataAt !== "box") return undefined;
  return askSize(() => remotePlace({ stack }), new Date());
}

/** Undefined where the prices of what is deployed are not known. */
async function costPerDay(text: string, standbys: readonly string[]): Promise<number | undefined> {
  try {
    const program = await readProgramFile(chunks(text));
    return standbyCostPerDay(reviewProgram(program, { book: loadPriceBook() }), standbys);
  } catch (error) {
    if (error instanceof ReaderError) return undefined;
    throw error;
  }
}

async function* chunks(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

void runCommand(command);
