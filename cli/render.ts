import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bundleContents } from "./bundle-contents";
import type { RecordedResource } from "./evaluate/recorded-resource";
import { type LoadedStack, loadStack, type StackOptions } from "./load-stack";
import { evaluateStack } from "./review-stack";
import { runCommand, UserMistake } from "./run-command";
import { stackCommand } from "./stack-options";
import { tellUnsetSecrets } from "./unset-secrets";

const command = stackCommand("render", "Writes the files of the box (its bundle and user data) to a folder.")
  .requiredOption("-o, --out <dir>", "folder to write to; it is made if needed")
  .action(async (options: StackOptions & { readonly out: string }) => {
    makeFolder(options.out);
    const stack = loadStack(options);
    tellUnsetSecrets(stack);
    const { resources } = await evaluateStack(stack);
    const files = { ...prefixed("bundle", bundleContents(resources)), ...userData(resources) };
    for (const [path, content] of Object.entries(files)) write(join(options.out, path), content);
    process.stdout.write(`${outcome(Object.keys(files).length, stack, options.out)}\n`);
  });

function outcome(count: number, { plan }: LoadedStack, out: string): string {
  if (plan.tier === "fargate")
    return "No files: the fargate tier has no machine of its own that would run them; npm run preview -- --json shows its task definitions.";
  return `${count} files written to ${out}`;
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [join(folder, path), content]));
}

function userData(resources: readonly RecordedResource[]): Record<string, string> {
  const box = resources.find((resource) => resource.type === "aws:ec2/instance:Instance");
  return typeof box?.inputs["userData"] === "string" ? { "user-data.yaml": box.inputs["userData"] } : {};
}

/** Tried before the work: a file in the way, or a place where nobody may write. */
function makeFolder(path: string): void {
  try {
    makeEachFolder(resolve(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserMistake(`--out: the folder ${path} cannot be made (${code ?? "unknown reason"})`);
  }
}

/** One by one: Node's own way of making parents never ends below /proc. */
function makeEachFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeEachFolder(dirname(path));
  mkdirSync(path);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

void runCommand(command);
