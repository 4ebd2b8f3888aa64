import { readFileSync, writeFileSync } from "node:fs";
import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import type { LabFolder } from "../lab-folder";

/** The app whose database and page visitors use. */
const firstName = "todo";

/** The one that comes and goes: nothing of it has to be kept. */
export const guest = {
  name: "guest",
  image: "traefik/whoami:v1.10.4",
  port: 80,
  health: "/bench",
  memoryMb: 16,
  readOnly: true,
} as const;

/** What the first app's page is headed with. */
export const titleOf = (version: number): string => (version === 0 ? "Todo" : `Todo ${version}`);

/** Sets something of the first app in the lab's stack file. */
export function editFirstApp(folder: LabFolder, path: readonly string[], value: string | number): void {
  edit(folder, (apps) => named(apps, firstName)?.setIn(path, value));
}

/** What the stack file says of the first app's memory. */
export function firstAppMemory({ settings }: LabFolder): number {
  const apps = parseDocument(readFileSync(settings, "utf8")).getIn(["config", "ladder:apps"]);
  return Number(isSeq(apps) ? named(apps, firstName)?.get("memoryMb") : undefined);
}

export function withGuest(folder: LabFolder, there: boolean): void {
  edit(folder, (apps) => {
    apps.items = apps.items.filter((item) => !isMap(item) || item.get("name") !== guest.name);
    if (there) apps.add(guest);
  });
}

function edit({ settings }: LabFolder, change: (apps: YAMLSeq) => void): void {
  const document = parseDocument(readFileSync(settings, "utf8"));
  const apps = document.getIn(["config", "ladder:apps"]);
  if (!isSeq(apps)) throw new Error("the lab's stack has no list of apps");
  change(apps);
  writeFileSync(settings, document.toString());
}

function named(apps: YAMLSeq, name: string): YAMLMap | undefined {
  return apps.items.find((item): item is YAMLMap => isMap(item) && item.get("name") === name);
}
