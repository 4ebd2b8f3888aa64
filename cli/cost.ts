import { createReadStream, readFileSync } from "node:fs";
import { type Command, createCommand, InvalidArgumentError, Option } from "commander";
import { overBudget } from "../cost/budget";
import { type CostDifference, difference } from "../cost/difference";
import { loadPriceBook, regions } from "../cost/prices/price-book";
import type { Program } from "../cost/readers/program";
import { readProgramFile, readReviewFile } from "../cost/readers/program-file";
import { reviewBefore, type ReviewOptions, reviewProgram } from "../cost/readers/program-review";
import { ReaderError } from "../cost/readers/reader-error";
import { withUnchanged } from "../cost/readers/unchanged";
import type { CostReview, FreeTier } from "../cost/types";
import { UsageError } from "../cost/usage/usage-error";
import { parseUsageFile, type UsageFile } from "../cost/usage/usage-file";
import { UsageValues } from "../cost/usage/usage-values";
import { costOutput, writeHtml } from "./cost-output";
import { exitCodes, runCommand } from "./run-command";

interface Options {
  readonly json?: true;
  readonly markdown?: true;
  readonly html?: string;
  readonly usage?: string;
  readonly region?: string;
  readonly baseline?: string;
  readonly freeTier: FreeTier;
  readonly budget?: number;
}

interface Result {
  readonly program: Program;
  readonly review: CostReview;
  readonly change?: CostDifference;
}

const CHUNK_BYTES = 1 << 20;

const command: Command = createCommand("cost")
  .description("Says what any Pulumi AWS program costs in a month, from a preview or an export of its stack.")
  .argument("<file>", "output of `pulumi preview --json` or of `pulumi stack export`; - reads standard input")
  .addOption(new Option("--json", "print one JSON document and nothing else").conflicts("markdown"))
  .option("--markdown", "print Markdown, for a comment on a pull request")
  .option("--html <file>", "write a report with charts: one file that needs no network")
  .option("--usage <file>", "quantities that depend on use, in the layout of Infracost's usage files")
  .option("--region <region>", "region where neither resource, provider nor configuration names one")
  .option("--baseline <file>", "show the difference to another preview, export or cost document (--json)")
  .addOption(
    new Option("--free-tier <plan>", "free use of the account to take off")
      .choices(["none", "legacy", "credits"])
      .default("none"),
  )
  .option("--budget <usd>", `end with exit code ${exitCodes.overBudget} when a month costs more`, amountOf)
  .showHelpAfterError()
  .action(run);

async function run(file: string, options: Options): Promise<void> {
  const reviewOptions = reviewOptionsOf(options);
  const { program, review, change } = await reviewed(file, options.baseline, reviewOptions);
  tellUnmatched(program, reviewOptions.usage);
  const target = options.html;
  if (target !== undefined) writeHtml(target, { title: titleOf(file), review, difference: change });
  const isReport = target !== undefined && !options.json && !options.markdown;
  process.stdout.write(`${isReport ? `The report is in ${target}` : costOutput(review, change, options)}\n`);
  checkBudget(review, program, options.budget);
}

async function reviewed(
  file: string,
  baselineFile: string | undefined,
  options: ReviewOptions,
): Promise<Result> {
  const shown = await inFile(file, () => readProgramFile(chunksOf(file)));
  if (baselineFile === undefined) {
    const review = await inFile(file, () => reviewProgram(shown, options));
    const before = await inFile(file, () => reviewBefore(shown, options));
    return { program: shown, review, ...(before && { change: difference(before, review) }) };
  }
  const baseline = await inFile(baselineFile, () => readReviewFile(chunksOf(baselineFile)));
  const old = baseline.kind === "program" ? baseline.program : undefined;
  const program = await inFile(file, () => withUnchanged(shown, old));
  const review = await inFile(file, () => reviewProgram(program, options));
  const before = await inFile(baselineFile, () =>
    baseline.kind === "cost"
      ? baseline.review
      : reviewProgram(withUnchanged(baseline.program, undefined), options),
  );
  return { program, review, change: difference(before, review) };
}

function reviewOptionsOf({ region, usage, freeTier }: Options): ReviewOptions {
  const book = loadPriceBook();
  if (region !== undefined && !regions(book).includes(region)) {
    stop(`no prices for the region ${region}; supported: ${regions(book).join(", ")}`);
  }
  return { book, region, freeTier, ...(usage !== undefined && { usage: usageOf(usage) }) };
}

function usageOf(file: string): UsageFile {
  try {
    return parseUsageFile(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof UsageError) stop(error.message);
    throw readable(file, error);
  }
}

function chunksOf(file: string): AsyncIterable<Buffer> {
  return file === "-" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
}

async function inFile<T>(file: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw readable(file, error);
  }
}

/** Ends the command where the file is to blame; anything else is a bug and comes back. */
function readable(file: string, error: unknown): unknown {
  const name = file === "-" ? "standard input" : file;
  if (error instanceof ReaderError) stop(`${name} ${error.message}`);
  if (error instanceof Error && "syscall" in error) stop(`${name}: ${systemReason(error)}`);
  return error;
}

/** `ENOENT: no such file or directory, open 'x'` without code and call. */
function systemReason({ message }: Error): string {
  return message.replace(/^[A-Z]+: /, "").replace(/, \w+( '.*')?$/, "");
}

function titleOf(file: string): string {
  return `Cost review of ${file === "-" ? "a Pulumi program" : file}`;
}

function tellUnmatched(program: Program, usage: UsageFile | undefined): void {
  if (usage === undefined) return;
  const resources = program.states.map(({ resource }) => resource);
  const keys = new UsageValues(usage).unmatched(resources);
  if (keys.length > 0) tell(`${usage.name}: no resource is meant by ${keys.join(", ")}`);
}

function checkBudget(review: CostReview, { leftOut }: Program, budget: number | undefined): void {
  if (leftOut > 0) {
    tell(
      `Neither total nor change is whole: ${leftOut} unchanged resources are not in the file (--show-sames).`,
    );
  }
  if (budget === undefined) return;
  if (review.monthly.total > budget) {
    tell(overBudget(review, budget));
    process.exitCode = exitCodes.overBudget;
  } else if (leftOut > 0) stop("The budget can only be checked with all resources.");
  else if (review.unknown.length > 0) {
    tell(`Within the budget, but without ${review.unknown.length} resources whose cost is unknown.`);
  }
}

function amountOf(text: string): number {
  const amount = Number(text);
  if (text.trim() !== "" && Number.isFinite(amount) && amount >= 0) return amount;
  throw new InvalidArgumentError("It must be a number of US dollars, 0 or more.");
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

function stop(message: string): never {
  return command.showHelpAfterError(false).error(message, { exitCode: exitCodes.usersMistake });
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", () => process.exit());

void runCommand(command);
