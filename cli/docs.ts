import { readFileSync, writeFileSync } from "node:fs";
import { createCommand } from "commander";
import { readmeWithPrices } from "./docs/price-table";
import { exitCodes, runCommand } from "./run-command";

const readme = "README.md";

const command = createCommand("docs")
  .description("Rewrites the parts of README.md that are made from the program: the price table.")
  .option("--check", "change nothing; end with 1 when they are out of date")
  .action(async ({ check }: { readonly check?: true }) => {
    const before = readFileSync(readme, "utf8");
    const after = await readmeWithPrices(before);
    if (before === after) return;
    if (!check) return writeFileSync(readme, after);
    process.stderr.write(`${readme} is out of date: npm run docs\n`);
    process.exitCode = exitCodes.usersMistake;
  });

void runCommand(command);
