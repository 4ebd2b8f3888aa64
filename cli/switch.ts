import { Command } from "commander";
import { SettingsError } from "../settings/problems";
import { readStackFile } from "../settings/read-file";
import type { StackSettings } from "../settings/stack-settings";
import type { DeployedStack } from "../plan/deployed";
import type { KnownSize } from "../plan/switching/known-size";
import { memoryFrom } from "../plan/switching/memory";
import { type SwitchStatus, switchStatus } from "../plan/switching/status";
import { accountOf } from "./account-of";
import { project, withChanges } from "./load-stack";
import { remotePlace } from "./box/remote-place";
import { runCommand, UserMistake } from "./run-command";
import { askSize } from "./switching/ask-size";
import { exportedStack } from "./switching/exported-stack";
import { deployedFromExport, exportText } from "./switching/read-export";
import { pricedChoices } from "./switching/choice-costs";
import { standbyCostPerDay } from "./switching/standby-cost";
import { type ShownStatus, statusText } from "./switching/status-text";
import { askWatch, type Watch, watchedIn } from "./switching/watch";

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
  .action(async (options: Options) => {
    const { stack, json } = options;
    const status = await statusOf(options);
    process.stdout.write(
      `${json ? JSON.stringify({ stack, ...status }, null, 2) : statusText(stack, status)}\n`,
    );
  });

async function statusOf({ stack, deployed: exportFile }: Options): Promise<ShownStatus> {
  const name = exportFile ?? `the state of ${stack}`;
  const text = exportFile === undefined ? exportedStack(stack) : exportText(exportFile);
  const deployed = deployedFromExport(name, text, { project, stack });
  const written = settingsOf(stack);
  const live = exportFile === undefined;
  const status = switchStatus(deployed, {
    stack,
    exportFile,
    wish: written?.raw,
    size: live ? await sizeNow(stack, deployed) : undefined,
  });
  const watch = await watchOf(stack, written, deployed, { live, serves: status.serves });
  const priced = written && (await prices(stack, { ...written, deployed }, status));
  return { ...status, ...priced, ...(watch && { watch }) };
}

/** Undefined when the stack has no settings file here. Throws SettingsError when it has one that cannot be read. */
function settingsOf(stack: string): StackSettings | undefined {
  try {
    return readStackFile(".", stack);
  } catch (error) {
    if (error instanceof SettingsError && error.problems.some(({ path }) => path === "stack"))
      return undefined;
    throw error;
  }
}

async function prices(
  stack: string,
  written: StackSettings & { readonly deployed: DeployedStack },
  { choices }: SwitchStatus,
): Promise<Partial<ShownStatus>> {
  const [stay] = choices;
  if (!stay) return {};
  const perDay = await standbyPrice(stack, written, stay.set);
  return {
    choices: await pricedChoices(stack, written, choices),
    ...(perDay !== undefined && { standbyUsdPerDay: perDay }),
  };
}

/** Undefined when the settings cannot be what is deployed. */
async function standbyPrice(
  stack: string,
  written: StackSettings & { readonly deployed: DeployedStack },
  stay: readonly string[],
): Promise<number | undefined> {
  try {
    return await standbyCostPerDay(withChanges(stack, written, stay));
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

/** Of databases that are on the box, asked as `npm run box` does. */
async function sizeNow(stack: string, { resources }: DeployedStack): Promise<KnownSize | undefined> {
  if (memoryFrom(resources).dataAt !== "box") return undefined;
  return askSize(() => remotePlace({ stack }), new Date());
}

/** A file says what was: AWS is asked only about what is. */
async function watchOf(
  stack: string,
  written: StackSettings | undefined,
  deployed: DeployedStack,
  { live, serves }: { readonly live: boolean; readonly serves: SwitchStatus["serves"] },
): Promise<Watch | undefined> {
  const watched = serves && watchedIn(deployed, serves);
  if (!watched) return undefined;
  if (!live) return { tier: watched.tier, seen: "unknown", because: "a file does not tell" };
  return askWatch(watched, () => {
    if (written) return accountOf({ stack }, written);
    throw new UserMistake(`no Pulumi.${stack}.yaml here tells the region`);
  });
}

void runCommand(command);
