import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Box } from "../../rig/box";

const program = readFileSync(join(__dirname, "live_bundle.py"), "utf8");

/** What of a version is not live as a whole on this box, one line per difference; empty when all is. */
export function notLive(box: Box, version: string): Promise<string> {
  return box.exec(`python3 - ${version} <<'END'\n${program}END`);
}
