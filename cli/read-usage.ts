import { readFileSync } from "node:fs";
import { UsageError } from "../cost/usage/usage-error";
import { parseUsageFile, type UsageFile } from "../cost/usage/usage-file";
import { UserMistake } from "./run-command";

/** A usage file in Infracost's layout. Throws UserMistake when it cannot be read or used. */
export function readUsage(file: string): UsageFile {
  try {
    return parseUsageFile(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof UsageError) throw new UserMistake(error.message);
    if (error instanceof Error && "syscall" in error) throw new UserMistake(`${file}: ${error.message}`);
    throw error;
  }
}
