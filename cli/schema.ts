import { readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { generatedFiles } from "../settings/generated-files";
import { exitCodes, runCommand } from "./run-command";

const command = new Command("schema")
  .description(
    "Rewrites the files that are made from the settings schema: the editor's schema and Pulumi.yaml's config.",
  )
  .option("--check", "change nothing; fail when a file is out of date")
  .action(({ check }: { readonly check?: true }) => {
    const stale = generatedFiles(".").filter(({ path, content }) => content !== currentText(path));
    for (const { path, content } of stale) {
      if (!check) writeFileSync(path, content);
      process.stderr.write(check ? `${path} is out of date: npm run schema\n` : `${path} written\n`);
    }
    if (check && stale.length > 0) process.exitCode = exitCodes.usersMistake;
  });

void runCommand(command);

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
