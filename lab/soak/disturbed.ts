import { existsSync, readFileSync } from "node:fs";
import { type BoxPlace, cutPower } from "../box-power";
import type { LabFolder } from "../lab-folder";
import { descendantsOf, kill, type Victim } from "../../rig/victims";
import type { Death } from "./action";

/** How long a killed engine's processes may take to see that it is gone. */
const graceMs = 1000;

export const nobodyKilled = "nothing: it had ended";

/** Who was killed in some work, or nobody, as it had ended before. */
export type Fate = Death | typeof nobodyKilled;

/** Does the work, and kills somebody after that time, unless it has ended. Work that fails with nobody killed is an error. */
export async function disturbed(
  place: BoxPlace,
  { victim, seconds }: { readonly victim: Death; readonly seconds: number },
  work: () => Promise<void>,
): Promise<Fate> {
  let fate: Fate = nobodyKilled;
  let recovery: Promise<void> = Promise.resolve();
  const timer = setTimeout(() => {
    if (victim === "the box") {
      fate = victim;
      recovery = cutPower(place);
      // Looked at when the work has ended.
      recovery.catch(() => undefined);
    } else fate = killSome(victim, place.folder) ?? fate;
  }, seconds * 1000);
  try {
    await work();
  } catch (error) {
    if (fate === nobodyKilled) throw error;
  } finally {
    clearTimeout(timer);
    await recovery;
  }
  return fate;
}

/** Undefined when there is no `pulumi` to be killed. */
function killSome(victim: Victim, { pulumi }: LabFolder): Victim | undefined {
  if (!existsSync(pulumi)) return undefined;
  const pid = Number(readFileSync(pulumi, "utf8"));
  const started = descendantsOf(pid);
  try {
    const killed = kill(victim, pid);
    // The running program waits for its engine for ever.
    if (killed === "pulumi") setTimeout(() => started.forEach(end), graceMs);
    return killed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
    throw error;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
