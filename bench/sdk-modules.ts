import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const programFolders = ["settings", "plan", "components", "tiers", "box"];

/** The SDK modules that the program imports for their values, e.g. @pulumi/aws/ec2. */
export function sdkModules(projectDir: string): readonly string[] {
  const files = [
    ...readdirSync(projectDir),
    ...programFolders.flatMap((folder) =>
      readdirSync(join(projectDir, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name),
      ),
    ),
  ].filter((name) => name.endsWith(".ts"));
  const imports = files.flatMap((file) =>
    [
      ...readFileSync(join(projectDir, file), "utf8").matchAll(
        /^import (?!type ).*from "(@pulumi\/[^"]+)"/gm,
      ),
    ].map((match) => match[1] ?? ""),
  );
  return [...new Set(imports)].sort();
}
