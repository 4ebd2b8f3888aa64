import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes away what a killed `pulumi` may leave of a state on this machine: the file beside it was opened and not written yet, and
 * every later command ends with `failed to load checkpoint: EOF`. As docs/operate.md says.
 */
export function removeEmptyAttributes(deployment: string): void {
  const stacks = join(deployment, "state/.pulumi/stacks/ladder");
  for (const name of readdirSync(stacks).filter((one) => one.endsWith(".attrs")))
    if (statSync(join(stacks, name)).size === 0) rmSync(join(stacks, name));
}
