import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { checkSettings } from "../../settings/check";
import instanceData from "../../settings/data/instance-types.json";
import { generatedFiles } from "../../settings/generated-files";
import { projectConfig } from "../../settings/project-config";
import { regionNames } from "../../settings/region";
import { settingsSchema } from "../../settings/schema";
import { stackJsonSchema } from "../../settings/stack-json-schema";
import { withApp } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

interface Node {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly allOf?: unknown;
  readonly patternProperties?: Readonly<Record<string, unknown>>;
}

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
        !["string", "integer", "array", "object"].includes(type) ||
        !/^\S.*\./.test(description) ||
        value === undefined
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

  it("offer every region and every instance type in the editor", () => {
    const { properties } = stackJsonSchema().properties?.config as { properties: Record<string, Node> };
    expect(properties["aws:region"]?.enum).to.deep.equal(regionNames);
    expect(properties["ladder:box"]?.properties?.instance?.enum).to.deep.equal(
      instanceData.types.map(({ type }) => type),
    );
  });

  it("let the editor accept and refuse the keys that the check does", () => {
    const { allOf, patternProperties = {} } = stackJsonSchema().properties?.config as Node;
    const patternsOf = (key: string) =>
      Object.keys(patternProperties).filter((text) => new RegExp(text).test(key));
    const [unknown] = Object.keys(patternProperties);
    expect(allOf).to.deep.equal([{ anyOf: [{ required: ["ladder:apps"] }, { required: ["apps"] }] }]);
    expect(patternsOf("apps")).to.deep.equal(["^apps$"]);
    expect(patternProperties["^apps$"]).to.deep.equal({ $ref: "#/properties/config/properties/ladder:apps" });
    for (const key of ["ladder:apps", "aws:profile", "ladder:config:apps"])
      expect(patternsOf(key)).to.deep.equal([]);
    for (const key of ["prt", "ladder:prt", "appsx"]) expect(patternsOf(key)).to.deep.equal([unknown]);
  });

  it("never name a price, which the cost review knows better", () => {
    const priced = generatedFiles(".").flatMap(({ content }) => content.match(/\$ ?\d[\d.]*/g) ?? []);
    expect(priced).to.deep.equal([]);
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
