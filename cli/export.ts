import { Command, Option } from "commander";
import { exportVariables } from "../leaving/variables";
import { stepsOn } from "../local/steps";
import type { Plan } from "../plan/types";
import { readStackFile } from "../settings/read-file";
import { accountOf, type AccountOptions } from "./account-of";
import { bucketSource } from "./export/bucket-source";
import { chooseBackup } from "./export/choose-backup";
import { openExportFolder } from "./export/export-folder";
import { folderSource } from "./export/folder-source";
import { secretValues } from "./export/secret-values";
import { writeExport } from "./export/write-export";
import { loadStack } from "./load-stack";
import { runCommand } from "./run-command";

interface ExportOptions extends AccountOptions {
  readonly out: string;
  readonly secrets?: true;
  readonly backup?: string;
  readonly backups?: string;
  readonly bucket?: string;
  readonly data: boolean;
}

const projectDir = ".";
const steps = stepsOn(process.stderr);

const command = new Command("export")
  .description(
    "Writes everything that is needed to run a stack elsewhere, with plain Docker and without Ladder.",
  )
  .requiredOption("-o, --out <dir>", "folder to write; it must be empty or not be there")
  .option("-s, --stack <name>", "stack whose settings and backups are meant", "dev")
  .option("--secrets", "write the values of secrets too, into .env that only you can read")
  .option("--backup <id>", "of npm run restore -- list; otherwise the newest whole one")
  .addOption(
    new Option("--backups <folder>", "a copy of the bucket's backups/ instead of the bucket").conflicts(
      "bucket",
    ),
  )
  .option("--bucket <name>", "the stack's bucket of backups, if it is not found by its name")
  .addOption(
    new Option("--no-data", "without databases and files").conflicts(["backup", "backups", "bucket"]),
  )
  .option("--region <region>", "instead of aws:region of the stack's settings")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .addHelpText(
    "after",
    `
Examples:
  npm run export -- --out ../leaving -s prod
  npm run export -- --out ../leaving -s prod --backups backups --secrets
Exit codes: 0 written, 1 refused, with nothing written, 2 a bug, 125 AWS did not answer. docs/joining.md`,
  )
  .showHelpAfterError()
  .action(run);

async function run(options: ExportOptions): Promise<void> {
  const { plan } = loadStack({ stack: options.stack, set: [] }, projectDir);
  const folder = openExportFolder(options.out);
  try {
    const data = options.data ? await dataOf(options) : undefined;
    const values = options.secrets && (await valuesOf(plan, options));
    const missing = await writeExport(plan, { projectDir, data, values }, folder, steps);
    folder.finish();
    tell(options, missing, data?.backup.time);
  } catch (error) {
    folder.giveUp();
    throw error;
  }
}

async function dataOf({ backups, backup, bucket, ...options }: ExportOptions) {
  const source =
    backups === undefined
      ? await bucketSource(options.stack, account(options), bucket)
      : folderSource(backups);
  return { source, backup: await chooseBackup(source, backup) };
}

function valuesOf(plan: Plan, options: AccountOptions): Promise<ReadonlyMap<string, string>> {
  return secretValues(options.stack, account(options), exportVariables(plan));
}

function account(options: AccountOptions) {
  return accountOf(options, readStackFile(projectDir, options.stack));
}

function tell({ out, secrets }: ExportOptions, missing: readonly string[], time?: string): void {
  const data = time === undefined ? "without data" : `with the data of ${time}`;
  const lines = [
    `${out} is written, ${data}; ${out}/README.md says how to start it.`,
    ...(time !== undefined && missing.length > 0
      ? [`Not in the backup, so empty there: ${missing.join(", ")}.`]
      : []),
    ...(secrets ? [`${out}/.env holds every secret of the stack.`] : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

void runCommand(command);
