import { Command } from "commander";
import { PriceError } from "../cost/prices/price-error";
import { SNAPSHOT_DIR } from "../cost/prices/price-book";
import { DownloadError, PATIENT } from "../cost/prices/refresh/download";
import { OfferFileError } from "../cost/prices/refresh/offer-file";
import { DoubtfulPricesError, refreshPrices } from "../cost/prices/refresh/refresh-prices";
import { refreshSummary } from "../cost/prices/refresh/refresh-summary";
import { progressLine } from "./progress-line";
import { runCommand } from "./run-command";

interface Options {
  readonly region?: string;
  readonly offer?: readonly string[];
  readonly acceptChanges?: true;
  readonly baseUrl: string;
  readonly snapshot: string;
}

const UNCHANGED = "The price snapshot was not changed.";

const command = new Command("prices")
  .description(
    "Refreshes the price snapshot from AWS's public offer files. Needs no AWS account; reads up to 300 MB a region.",
  )
  .option("-r, --region <region>", "refresh this region alone, or add it to the snapshot")
  .option("--offer <codes...>", "read these offers alone, such as AmazonRDS")
  .option("--accept-changes", "write the new prices even when some changed by more than 30 % or look wrong")
  .option("--base-url <url>", "where the offer files are", "https://pricing.us-east-1.amazonaws.com")
  .option("--snapshot <directory>", "snapshot to refresh", SNAPSHOT_DIR)
  .showHelpAfterError()
  .action(refresh);

async function refresh(options: Options): Promise<void> {
  const progress = progressLine(process.stderr);
  try {
    const result = await refreshPrices({
      ...PATIENT,
      dir: options.snapshot,
      region: options.region,
      offers: options.offer,
      acceptChanges: options.acceptChanges ?? false,
      baseUrl: options.baseUrl.replace(/\/+$/, ""),
      today: new Date().toISOString().slice(0, 10),
      onProgress: progress.show,
    });
    progress.end();
    process.stdout.write(`${refreshSummary(result)}\n`);
  } catch (error) {
    progress.end();
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (error instanceof DoubtfulPricesError) {
    return stop(`These prices look wrong:\n${error.message}\nIf they are right: --accept-changes`);
  }
  const expected = [DownloadError, OfferFileError, PriceError].some((kind) => error instanceof kind);
  return expected && error instanceof Error ? stop(error.message) : error;
}

function stop(message: string): never {
  return command.showHelpAfterError(false).error(`${message}\n${UNCHANGED}`, { exitCode: 1 });
}

void runCommand(command);
