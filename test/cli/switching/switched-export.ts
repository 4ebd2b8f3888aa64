import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { assumedResources } from "../../../plan/switching/assumed";
import { recordName } from "../../../plan/switching/memory";

export const root = resolve(__dirname, "../../..");
export const folder = mkdtempSync(join(tmpdir(), "ladder-switch-"));

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export function status(args: readonly string[]) {
  const program = ["--require", "./scripts/loader.cjs", "cli/switch.ts", "status", ...args];
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8" });
  return { code, stdout, stderr };
}

export const urn = (type: string, name: string) => `urn:pulumi:prod::ladder::${type}::${name}`;

/** The same state, of another stack. */
export function of(stack: string, file: string): string {
  const path = join(folder, `${stack}.json`);
  writeFileSync(path, readFileSync(file, "utf8").replaceAll("urn:pulumi:prod::", `urn:pulumi:${stack}::`));
  return path;
}

export interface Written {
  readonly urn: string;
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly created?: string;
}

export const written = (name: string, output: unknown, created?: string): Written => ({
  urn: urn("pulumi:index:Stash", name),
  type: "pulumi:index:Stash",
  outputs: { output },
  ...(created !== undefined && { created }),
});

/** A state as Pulumi exports it: beanstalk serves, a box stands by. */
export function exportFile(...more: readonly Written[]): string {
  const changed: Readonly<Record<string, unknown>> = {
    [recordName]: { built: { compose: 1, beanstalk: 1 }, retired: {}, removed: {} },
    "latch-compose": { value: "yes", serial: 1 },
  };
  const memory = assumedResources("beanstalk", "auto").map(({ type, name, outputs }) => ({
    urn: urn(type, name),
    type,
    outputs: name in changed ? { output: changed[name] } : outputs,
  }));
  const box = "aws:ec2/instance:Instance";
  const resources = [
    {
      urn: urn("pulumi:pulumi:Stack", "ladder-prod"),
      type: "pulumi:pulumi:Stack",
      outputs: { tier: "beanstalk" },
    },
    // What runs the apps would need inputs to be priced.
    ...memory.filter(
      ({ urn: own, type }) => !type.startsWith("aws:") && more.every((one) => one.urn !== own),
    ),
    ...more,
    {
      urn: urn(`ladder:tiers:Compose$${box}`, "box"),
      type: box,
      custom: true,
      id: "i-1",
      inputs: { instanceType: "t4g.small", region: "us-east-1" },
    },
  ];
  const path = join(folder, "stack.json");
  writeFileSync(path, JSON.stringify({ version: 3, deployment: { resources } }));
  return path;
}
