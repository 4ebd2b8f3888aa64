import type { Box } from "../rig/box";
import { outcomeOf } from "../rig/command";

const kilobytesPerMb = 1024;

/** MiB that the machine's processes use, its containers' included; what several share is counted once. */
export async function memoryMb({ box }: { readonly box: Box }): Promise<number> {
  const program = "cat /proc/[0-9]*/smaps_rollup 2>/dev/null | awk '/^Pss:/ { sum += $2 } END { print sum }'";
  const { stdout } = await outcomeOf("docker", ["exec", box.name, "sh", "-c", program]);
  return Math.round(Number(stdout) / kilobytesPerMb);
}
