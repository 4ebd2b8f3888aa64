import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, labFolder } from "../../lab/lab-folder";
import { labLabel } from "../../lab/machinery";
import { output } from "../../rig/command";

/** Everything of a lab that is still on this machine, one line each; Docker must answer. */
export async function leftBehind(): Promise<readonly string[]> {
  const runs = join(cacheFolder, "box/runs/7");
  const label = `label=${labLabel}`;
  const [containers, networks, mounts, loops] = await Promise.all([
    output("docker", ["ps", "--all", "--filter", label, "--format", "container {{.Names}}"]),
    output("docker", ["network", "ls", "--filter", label, "--format", "network {{.Name}}"]),
    output("findmnt", ["--noheadings", "--raw", "--output", "TARGET"]),
    output("losetup", ["--list", "--noheadings", "--output", "NAME,BACK-FILE"]),
  ]);
  const below = (text: string) => text.split("\n").filter((line) => line.includes(`${runs}/`));
  return [
    ...containers.split("\n"),
    ...networks.split("\n"),
    ...below(mounts),
    ...below(loops),
    ...processes(),
    ...[runs, labFolder().path].filter((folder) => existsSync(folder)),
  ].filter((line) => line !== "");
}

/** The lab's own process, its engine and plugins, and the server that stands for S3. */
function processes(): readonly string[] {
  const ours = [join(cacheFolder, "lab/"), "lab/serve.ts", "lab/provider/main.ts", "10.213.84.1"];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => [pid, commandLine(pid)] as const)
    .filter(([, line]) => ours.some((word) => line.includes(word)))
    .map(([pid, line]) => `process ${pid} ${line}`);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended meanwhile.
    return "";
  }
}
