import { join } from "node:path";
import type { Pair } from "./pair";
import { RunningMove } from "./running-move";

const programs = join(process.cwd(), "box/programs");

/** A move with other limits than those of box/programs/limits.py, in seconds; `settings` join its environment. */
export function beginLimited(
  pair: Pair,
  limits: Readonly<Record<string, number>>,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): RunningMove {
  const program = `
import json, runpy, sys
sys.path.insert(0, ${JSON.stringify(programs)})
import limits
vars(limits).update(json.loads(${JSON.stringify(JSON.stringify(limits))}))
sys.argv[0] = ${JSON.stringify(join(programs, "move"))}
runpy.run_path(sys.argv[0], run_name="__main__")`;
  return new RunningMove(["-B", "-c", program, ...args], { ...pair.environment, ...settings });
}
