import { createReadStream } from "node:fs";
import { createCommand } from "commander";
import { ReaderError } from "../cost/readers/reader-error";
import { findings } from "./guard/findings";
import { findingsText } from "./guard/findings-text";
import { failed, readPreview, type PreviewDocument } from "./guard/read-preview";
import { exitCodes, runCommand, UserMistake } from "./run-command";
import { collect } from "./stack-options";

interface Options {
  readonly json?: true;
  readonly allow: readonly string[];
}

const command = createCommand("guard")
  .description(
    `Refuses a preview that deletes or replaces what holds data or is protected, or lifts its protection: exit code ${exitCodes.refused}.`,
  )
  .argument(
    "[file]",
    "output of `pulumi preview --json` of any Pulumi AWS program; - reads standard input",
    "-",
  )
  .option("--json", "print one JSON document and nothing else")
  .option("--allow <name>", "logical name or URN of a resource that may go; can be repeated", collect, [])
  .showHelpAfterError()
  .action(async (file: string, { json, allow }: Options) => {
    const document = await read(file);
    const found = findings(document, allow);
    if (found.length === 0 && document.failure !== undefined)
      throw new UserMistake(`${named(file)} ${failed(document.failure)}`);
    process.stdout.write(
      `${json ? JSON.stringify({ refused: found.length > 0, findings: found }, null, 2) : findingsText(found)}\n`,
    );
    if (found.length > 0) process.exitCode = exitCodes.refused;
  });

async function read(file: string): Promise<PreviewDocument> {
  try {
    return await readPreview(file === "-" ? process.stdin : createReadStream(file));
  } catch (error) {
    if (error instanceof ReaderError) throw new UserMistake(`${named(file)} ${error.message}`);
    if (error instanceof Error && "syscall" in error)
      throw new UserMistake(`${named(file)}: ${error.message}`);
    throw error;
  }
}

function named(file: string): string {
  return file === "-" ? "standard input" : file;
}

void runCommand(command);
