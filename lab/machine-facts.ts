import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statfsSync } from "node:fs";
import { cacheFolder } from "./lab-folder";
import type { MachineFacts } from "./machine-problem";
import { takenPort } from "./taken-port";

const bytesPerMb = 2 ** 20;

export function machineFacts(): MachineFacts {
  mkdirSync(cacheFolder, { recursive: true });
  const { bavail, bsize } = statfsSync(cacheFolder);
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasLoopDevices: existsSync("/dev/loop-control"),
    availableMb: availableMb(),
    freeDiskMb: Math.floor((bavail * bsize) / bytesPerMb),
    cache: cacheFolder,
    takenPort: takenPort(),
    missing: ["python3", "setpriv", "flock"].find((program) => spawnSync(program, ["--version"]).error),
  };
}

/** What the kernel could give to programs, its caches included. */
function availableMb(): number {
  if (!existsSync("/proc/meminfo")) return 0;
  const kilobytes = /MemAvailable:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
  return Math.floor(Number(kilobytes) / 1024);
}
