import { expect } from "chai";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

/** The project's own rules without those that need types, which take seconds and are not meant here. */
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked as object] });

/** Rules that a file with this text would break. */
async function broken(filePath: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  const messages = result?.messages ?? [];
  return messages.map(({ ruleId }) => ruleId).filter((rule) => rule !== "@typescript-eslint/no-unused-vars");
}

const flow = ["ladder/flow"];
const syntax = ["no-restricted-syntax"];
const imports = ["no-restricted-imports"];
const globals = ["no-restricted-globals"];

const refused: readonly (readonly [path: string, text: string, rules: readonly string[]])[] = [
  ["settings/x.ts", 'import "../plan/plan";', flow],
  ["settings/checks/x.ts", 'import "../../plan/plan";', flow],
  ["plan/x.ts", 'import "../box/paths";', flow],
  ["plan/x.ts", 'export * from "../policy/rules";', flow],
  ["box/x.ts", 'import "../components/tags";', flow],
  ["box/x.ts", 'import "../cost/types";', flow],
  ["box/x.ts", 'export const x = import("../index");', flow],
  ["components/x.ts", 'import "../tiers";', flow],
  ["components/x.ts", 'import "../state";', flow],
  ["components/x.ts", 'import "../policy/waivers";', flow],
  ["components/x.ts", 'import type { State } from "../state";', flow],
  ["state.ts", 'import "./tiers";', flow],
  ["tiers/x.ts", 'import "../cli/preview";', flow],
  ["tiers/x.ts", 'import x = require("../index"); x();', flow],
  ["local/x.ts", 'import "../cli/run-command";', flow],
  ["box/x.ts", 'import "../local/project";', flow],
  ["cost/x.ts", 'import "../plan/types";', flow],
  ["cost/report/x.ts", 'import "../../settings/problems";', flow],
  ["cost/report/x.ts", 'export { x } from "../../plan/types";', flow],
  ["policy/x.ts", 'import "../cli/evaluate/recorded-resource";', flow],
  ["lab/x.ts", 'import "../test/box-rig/sample";', flow],
  ["lab/dns/x.ts", 'import "../../cli/lab";', flow],
  ["rig/x.ts", 'import "../test/box-rig/sample";', flow],
  ["rig/provider/x.ts", 'import "../../lab/lab";', flow],
  ["cli/x.ts", 'import "../test/strict";', flow],
  ...["plan", "box", "cost", "policy"].map(
    (folder) => [`${folder}/x.ts`, 'import "@pulumi/pulumi";', imports] as const,
  ),
  ["plan/x.ts", 'import "node:fs";', imports],
  ["plan/x.ts", 'import "fs";', imports],
  ["plan/x.ts", 'import { randomUUID } from "node:crypto";', imports],
  ["plan/x.ts", "export const x = process.env;", globals],
  ["plan/x.ts", "export const x = Date.now();", globals],
  ["plan/x.ts", "export const x = new Date();", globals],
  ["plan/x.ts", "export const x = Promise.resolve(1);", globals],
  ["plan/x.ts", "export const x = Math.random();", ["no-restricted-properties"]],
  ["plan/x.ts", "export const x = async () => 1;", syntax],
  ["cli/x.ts", 'import * as pulumi from "@pulumi/pulumi"; new pulumi.Config();', syntax],
  ["tiers/x.ts", 'import { Config } from "@pulumi/pulumi"; Config();', syntax],
  ["plan/x.ts", "export const x = (it: { Config(): void }) => it.Config();", syntax],
  ["components/x.ts", "declare const a: Out; a.apply(() => new Thing());", syntax],
  ["components/x.ts", "declare const a: Out; a.apply(() => { const x = new Error(); return x; });", syntax],
  ["state.ts", "declare const a: Out; a.apply((x) => { if (x) new s3.Bucket(x); });", syntax],
  ["tiers/x.ts", "declare const runtime: Runtime; if (runtime.isDryRun()) stop();", syntax],
];

const accepted: readonly (readonly [path: string, text: string])[] = [
  ["settings/checks/x.ts", 'import "../problems";'],
  ["settings/x.ts", 'import * as pulumi from "@pulumi/pulumi"; new pulumi.Config();'],
  ["plan/x.ts", 'import { createHash } from "node:crypto"; import "../settings/schema"; createHash("x");'],
  ["box/compose/x.ts", 'import "../../plan/types"; import "../paths"; import "node:fs";'],
  ["components/x.ts", 'import "../box/paths"; import "@pulumi/aws/s3";'],
  ["local/x.ts", 'import "../box/paths"; import "../plan/types"; import "../components/derived-secret";'],
  ["state.ts", 'import "./components/tags"; import "./plan/types";'],
  ["tiers/x.ts", 'import "../state"; import "../components/tags";'],
  ["cost/report/x.ts", 'import "../types"; import "../../prices/sources.json";'],
  ["lab/x.ts", 'import "../rig/rig"; import "../components/tags";'],
  ["test/x.ts", 'import "../rig/rig"; import "./strict";'],
  ["bench/x.ts", 'import "../test/strict";'],
  ["cli/x.ts", 'import "../index"; import "../policy/rules"; import "../cost/types";'],
  ["components/x.ts", 'declare const a: Out; a.apply(() => { throw new Error("no"); });'],
  ["components/x.ts", "new Thing().id.apply((x) => x);"],
];

describe("the linter", () => {
  it("refuses what points back, waits, reads the clock or configuration, or hides from a preview", async () => {
    const found = [];
    for (const [path, text] of refused) found.push([path, text, await broken(path, text)]);
    expect(found).to.deep.equal(refused);
  });

  it("lets through what follows the flow", async () => {
    const found = [];
    for (const [path, text] of accepted) found.push([path, text, await broken(path, text)]);
    expect(found).to.deep.equal(accepted.map(([path, text]) => [path, text, []]));
  });
});
