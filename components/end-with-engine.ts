/**
 * Ends this process with Pulumi's engine. A killed engine leaves it behind; what it says then fails, which Pulumi's SDK tries to
 * say, which fails: for hours, on a whole processor, in gigabytes of memory (docs/engine-facts.md).
 */
export function endWithEngine(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));
}
