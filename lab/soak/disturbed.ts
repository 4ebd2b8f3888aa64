import { existsSync, readFileSync } from "node:fs";
import type { LabFolder } from "../lab-folder";
import { descendantsOf, kill, type Victim } from "../../rig/victims";

/** How long a killed engine's processes may take to see that it is gone. */
const graceMs = 1000;

/** Work that ended well before its `pulumi` could be killed, or who was killed in it. */
export type Fate = Victim | "nothing: it had ended";

/** Does the work, and kills some of its `pulumi` after that time. Work that fails with nobody killed is an error. */
export async function disturbed(
  { pulumi }: LabFolder,
  { victim, seconds }: { readonly victim: Victim; readonly seconds: number },
  work: () => Promise<void>,
): Promise<Fate> {
  const fates: Victim[] = [];
  const timer = setTimeout(() => {
    if (!existsSync(pulumi)) return;
    const pid = Number(readFileSync(pulumi, "utf8"));
    const started = descendantsOf(pid);
    fates.push(kill(victim, pid));
    // The running program waits for its engine for ever.
    if (fates.includes("pulumi")) setTimeout(() => started.forEach(end), graceMs);
  }, seconds * 1000);
  try {
    await work();
  } catch (error) {
    if (fates.length === 0) throw error;
  } finally {
    clearTimeout(timer);
  }
  return fates[0] ?? "nothing: it had ended";
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
