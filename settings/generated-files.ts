import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument, YAMLMap } from "yaml";
import { projectConfig } from "./project-config";
import { stackJsonSchema } from "./stack-json-schema";

export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** The files that are made from the settings schema, as they should be. */
export function generatedFiles(projectDir: string): readonly GeneratedFile[] {
  const project = readFileSync(join(projectDir, "Pulumi.yaml"), "utf8");
  return [
    { path: "settings/stack.schema.json", content: `${JSON.stringify(stackJsonSchema(), null, 2)}\n` },
    { path: "Pulumi.yaml", content: withConfig(project) },
  ];
}

/** Only the declarations of Ladder's settings are replaced; the rest of the file keeps its values and comments. */
function withConfig(text: string): string {
  const document = parseDocument(text);
  const config = document.get("config");
  const others = isMap(config) ? config.items.filter(({ key }) => isOthers(String(key))) : [];
  const section = new YAMLMap();
  section.items.push(...others, ...document.createNode(projectConfig()).items);
  document.set("config", section);
  return document.toString({ lineWidth: 0 });
}

/** Keys without a namespace are the project's, like those of the old form `ladder:…`. */
function isOthers(key: string): boolean {
  return key.includes(":") && !key.startsWith("ladder:");
}
