import { volumeProblems } from "../../settings/checks/volumes";
import { quoted } from "../../settings/quoted";
import { type Fields, isFields, settingsView } from "../../settings/settings-view";
import { plainName } from "../app-name";
import { list, scalarText, texts } from "../compose/values";
import type { AppInput } from "../joined";

type Volume = NonNullable<AppInput["volumes"]>[number];

interface Volumes {
  readonly volumes: readonly Volume[];
  readonly notes: readonly string[];
}

const most = 10;
const longestName = 28;
const usable = /^(\/[\w.-]+)+\/?$/;

/** Folders of the data volume for the mounts of a process, and why one is none: with it the files on it stay behind. */
export function volumesOf(
  toml: Fields,
  { process, only }: { readonly process: string; readonly only: boolean },
): Volumes {
  const mounts = (Array.isArray(toml.mounts) ? list(toml.mounts) : [toml.mounts]).filter(isFields);
  const own = mounts.filter((mount) => only || isOf(mount, process));
  return own.reduce<Volumes>(added, { volumes: [], notes: [] });
}

/** Whether a part of a fly.toml is one of this process: without names it is one of all. */
export function isOf({ processes }: Fields, process: string): boolean {
  return texts(processes).length === 0 || texts(processes).includes(process);
}

function added({ volumes, notes }: Volumes, mount: Fields): Volumes {
  const path = scalarText(mount.destination) ?? "";
  const plain = plainName(scalarText(mount.source) ?? "data", longestName, "data");
  const name = volumes.length === 0 ? plain : `${plain}-${volumes.length + 1}`;
  const next = [...volumes, { name, path }];
  const reason = unusable(next, path);
  return reason === undefined
    ? { volumes: next, notes }
    : { volumes, notes: [...notes, `mounts: ${quoted(path)}: left out: ${reason}`] };
}

function unusable(volumes: readonly Volume[], path: string): string | undefined {
  if (!usable.test(path)) return "not a path that a volume can have";
  if (volumes.length > most) return `an app has ${most} volumes at most`;
  return volumeProblems(settingsView({ apps: [{ volumes: [...volumes] }] }))[0]?.problem;
}
