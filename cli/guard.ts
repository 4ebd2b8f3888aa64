import { createReadStream } from "node:fs";
import { createCommand } from "commander";
import { ReaderError } from "../cost/readers/reader-error";
import { findings } from "./guard/findings";
import { findingsText } from "./guard/findings-text";
import { ruleFindings } from "./guard/rules";
import { rulesText } from "./guard/rules-text";
import type { Judgement } from "../policy/judge";
import { failed, readPreview, type PreviewDocument } from "./guard/read-preview";
import { exitCodes, runCommand, UserMistake } from "./run-command";
import { collect } from "./stack-options";

interface Options {
  readonly json?: true;
  readonly allow: readonly string[];
  readonly waive: readonly string[];
}

const command = createCommand("guard")
  .description(
    `Refuses a preview that deletes or replaces what holds data or is protected, lifts its protection, or breaks a security rule: exit code ${exitCodes.refused}.`,
  )
  .argument(
    "[file]",
    "output of `pulumi preview --json` of any Pulumi AWS program; - reads standard input",
    "-",
  )
  .option("--json", "print one JSON document and nothing else")
  .option("--allow <name>", "logical name or URN of a resource that may go; can be repeated", collect, [])
  .option(
    "--waive <rule>",
    "name of a security rule that may be broken, or RULE:NAME for one resource; can be repeated",
    collect,
    [],
  )
  .showHelpAfterError()
  .action(async (file: string, { json, allow, waive }: Options) => {
    const document = await read(file);
    const found = findings(document, allow);
    const judgement = ruleFindings(document, waive);
    const refused = found.length + judgement.violations.length > 0;
    if (!refused && document.failure !== undefined)
      throw new UserMistake(`${named(file)} ${failed(document.failure)}`);
    const text = json
      ? JSON.stringify({ refused, findings: found, rules: rulesDocument(judgement) }, null, 2)
      : `${findingsText(found)}\n${rulesText(judgement)}`;
    process.stdout.write(`${text}\n`);
    if (refused) process.exitCode = exitCodes.refused;
  });

function rulesDocument({ violations, unjudged }: Judgement) {
  const broken = violations.map(({ rule, resource: { urn, type, name } }) => {
    const { name: id, title, reason, remedy, id: standards, source } = rule;
    return { rule: id, title, reason, remedy, standards, source, type, name, urn };
  });
  return { broken, unjudged: unjudged.length };
}

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
