import { resolve } from "node:path";
import { Running } from "../box-rig/running";

const root = resolve(__dirname, "../..");

/** `npm run lab -- …`, at work. */
export function lab(...words: readonly string[]): Running {
  return new Running(["--require", "./scripts/loader.cjs", "cli/lab.ts", ...words], { cwd: root });
}
