import type { Box } from "../../rig/box";

/** Each process with its share of what several have in common (PSS), in KiB: command, then KiB. */
const program = `cd /proc; for process in [0-9]*; do
  name=$(tr -d ' ' <$process/comm) share=$(awk '/^Pss:/ { print $2 }' $process/smaps_rollup) && [ -n "$share" ] && echo "$name $share"
done 2>/dev/null`;

/** MiB that the machine's processes hold, containers included, by command. The kernel's own memory is not in it. */
export async function machineMemory(box: Box): Promise<ReadonlyMap<string, number>> {
  const { stdout } = await box.try(program);
  const sums = new Map<string, number>();
  for (const line of stdout.trim().split("\n")) {
    const [name = "", kib = "0"] = line.split(" ");
    sums.set(name, (sums.get(name) ?? 0) + Number(kib) / 1024);
  }
  return sums;
}

/** Of some commands, or of all. */
export function sumOf(memory: ReadonlyMap<string, number>, names?: RegExp): number {
  return [...memory].reduce((sum, [name, mib]) => (!names || names.test(name) ? sum + mib : sum), 0);
}
