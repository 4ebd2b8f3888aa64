import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { checkSettings } from "../../settings/check";
import { generatedFiles } from "../../settings/generated-files";
import { projectConfig } from "../../settings/project-config";
import { settingsSchema } from "../../settings/schema";
import { stackJsonSchema } from "../../settings/stack-json-schema";
import { withApp } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

describe("files made from the settings schema", () => {
  for (const { path, content } of generatedFiles(".")) {
    it(`keep ${path} up to date (npm run schema)`, () => {
      expect(readFileSync(path, "utf8")).to.equal(content);
    });
  }

  it("declare every setting with a type that Pulumi knows, a description and a default", () => {
    const declared = projectConfig();
    expect(Object.keys(declared)).to.deep.equal(Object.keys(settingsSchema.shape));
    const incomplete = Object.entries(declared).filter(([, { type, description, default: value }]) => {
      return (
        !["string", "array", "object"].includes(type) || !/^\S.*\./.test(description) || value === undefined
      );
    });
    expect(incomplete).to.deep.equal([]);
  });

  it("declare defaults that change nothing", () => {
    const defaults = Object.fromEntries(
      Object.entries(projectConfig()).map(([name, { default: value }]) => [name, value]),
    );
    expect(checkSettings({ ...defaults, ...withApp({}) })).to.deep.equal(checkSettings(withApp({})));
  });

  it("keep what else is in Pulumi.yaml, with its comments", () => {
    const text =
      "name: ladder # ours\n# why\nconfig:\n  aws:profile: me\n  gone: { type: string, default: x }\n";
    const content = generatedFiles(temporaryFolder({ "Pulumi.yaml": text })).at(-1)?.content ?? "";
    expect(content.split("\n").slice(0, 4)).to.deep.equal([
      "name: ladder # ours",
      "# why",
      "config:",
      "  aws:profile: me",
    ]);
    expect(Object.keys(parse(content).config)).to.deep.equal([
      "aws:profile",
      ...Object.keys(settingsSchema.shape),
    ]);
  });

  it("describe every setting and every field in the editor", () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== "object" || node === null) return;
      for (const [name, child] of Object.entries((node as { properties?: object }).properties ?? {})) {
        if (!(child as { description?: string }).description) silent.push(`${path}.${name}`);
        visit(child, `${path}.${name}`);
      }
      for (const part of ["items", "additionalProperties"] as const)
        visit((node as Record<string, unknown>)[part], path);
    };
    visit(stackJsonSchema().properties?.config, "config");
    expect(silent).to.deep.equal(["config.ladder:secrets.secure"]);
  });
});
