import { readFileSync } from "node:fs";
import { until } from "../rig/command";

const graceSeconds = 20;

/** Whether the process whose number is in that file is at work, and is that program: a number may be another's by now. */
export function recordedRuns(file: string, program: string): boolean {
  return recorded(file, program) !== undefined;
}

/** Asks it to end, and does not wait. */
export function signalRecorded(file: string, program: string): void {
  const pid = recorded(file, program);
  if (pid !== undefined) process.kill(pid, "SIGTERM");
}

/** Ends it, politely at first. */
export async function endRecorded(file: string, program: string): Promise<void> {
  signalRecorded(file, program);
  const gone = () => Promise.resolve(!recordedRuns(file, program));
  await until(`${program} ends`, graceSeconds, gone).catch(() => {
    const pid = recorded(file, program);
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  });
}

/** Whether that process is at work, and is that program. */
export function runsProgram(pid: number, program: string): boolean {
  return textOf(`/proc/${pid}/cmdline`)?.includes(program) ?? false;
}

function recorded(file: string, program: string): number | undefined {
  const pid = Number(textOf(file));
  return runsProgram(pid, program) ? pid : undefined;
}

/** Undefined when it is not there: a process may end at any moment, also between the opening of its file and the reading (ESRCH). */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
