import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { LabFolder } from "./lab-folder";

interface StackFile {
  readonly config: {
    readonly "ladder:apps": readonly { readonly name: string; readonly [key: string]: unknown }[];
  };
}

/** Names of the lab's apps that answer no requests. */
export function workers(folder: LabFolder): readonly string[] {
  const served = runningApps(folder);
  return allApps(folder).flatMap(({ name }) => (served.includes(name) ? [] : [name]));
}

/** Names of the lab's apps that answer requests. */
export function runningApps(folder: LabFolder): readonly string[] {
  return allApps(folder)
    .filter((app) => "port" in app || "static" in app)
    .map(({ name }) => name);
}

function allApps({ settings }: LabFolder): StackFile["config"]["ladder:apps"] {
  const { config } = parse(readFileSync(settings, "utf8")) as StackFile;
  return config["ladder:apps"];
}
