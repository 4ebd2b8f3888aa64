import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { LabFolder } from "./lab-folder";

/** Changes one setting in the lab's stack file. */
export function editSetting({ settings }: LabFolder, name: string, value: string | number): void {
  const document = parseDocument(readFileSync(settings, "utf8"));
  document.setIn(["config", `ladder:${name}`], value);
  writeFileSync(settings, document.toString());
}
