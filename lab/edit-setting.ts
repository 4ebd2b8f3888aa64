import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { LabFolder } from "./lab-folder";

/** Changes one setting in the lab's stack file; undefined takes it away. */
export function editSetting({ settings }: LabFolder, name: string, value: string | number | undefined): void {
  const document = parseDocument(readFileSync(settings, "utf8"));
  const path = ["config", `ladder:${name}`];
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  writeFileSync(settings, document.toString());
}
