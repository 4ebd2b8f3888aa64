import { sizeText } from "./data-size";

/** What of this machine decides whether a lab can run here. */
export interface MachineFacts {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasLoopDevices: boolean;
  readonly availableMb: number;
  readonly freeDiskMb: number;
  /** Where the lab's disks lie. */
  readonly cache: string;
  /** A program that `npm run lab` cannot get by itself and does not find. */
  readonly missing?: string;
  /** A port that the lab needs and another program has. */
  readonly takenPort?: number;
}

/** A box with six apps takes less than half of it; RDS and the engine are beside it. */
const neededMb = 2048;
/** A root disk, a data volume with little in it, and the images that the first run makes. */
const neededDiskMb = 8192;
/** Of the data: on the box, on RDS, and the one that a move makes while an older one is still there. */
const copies = 3;
const bytesPerMb = 2 ** 20;

/** Why there can be no lab on this machine, in one sentence with what to do; undefined when there can be one, with so many bytes of data. */
export function machineProblem(facts: MachineFacts, dataBytes = 0): string | undefined {
  const { platform, isRoot, hasLoopDevices, availableMb, freeDiskMb, cache, missing, takenPort } = facts;
  if (platform !== "linux") return "The lab boots machines in containers and needs Linux: use a virtual one.";
  if (!isRoot) return "The lab needs root for its disks: run it with sudo.";
  if (missing !== undefined) return `${missing} is missing: install it.`;
  if (!hasLoopDevices) return "The lab needs loop devices for its disks: load them with `modprobe loop`.";
  if (takenPort !== undefined)
    return `Port ${takenPort} is taken on every address of this machine: end the program that listens there (\`ss -ltnp\`).`;
  if (availableMb < neededMb)
    return `The lab needs ${neededMb} MiB of memory and ${availableMb} are free: end something large.`;
  const diskMb = neededDiskMb + Math.ceil((copies * dataBytes) / bytesPerMb);
  if (freeDiskMb < diskMb)
    return `The lab${dataBytes === 0 ? "" : ` with ${sizeText(dataBytes)} of data`} needs ${diskMb} MiB in ${cache} and ${freeDiskMb} are free: make room, or name another place in LADDER_CACHE.`;
  return undefined;
}
