import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { LabFolder } from "./lab-folder";

interface StackFile {
  readonly config: {
    readonly "ladder:apps": readonly { readonly name: string; readonly [key: string]: unknown }[];
  };
}

/** Names of the lab's apps that answer requests. */
export function runningApps({ settings }: LabFolder): readonly string[] {
  const { config } = parse(readFileSync(settings, "utf8")) as StackFile;
  return config["ladder:apps"].filter((app) => "port" in app || "static" in app).map(({ name }) => name);
}
