import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "./did-you-mean";
import { quoted } from "./quoted";
import { type Problem, SettingsError } from "./problems";
import { stackSettings, type StackSettings } from "./stack-settings";
import { stackDocument } from "./stack-document";

/** The settings in `Pulumi.<stack>.yaml`, unchecked. Throws SettingsError when the file cannot be read as one. */
export function readStackFile(projectDir: string, stack: string): StackSettings {
  const file = `Pulumi.${stack}.yaml`;
  return stackSettings(stackDocument(readText(projectDir, stack, file), file), file);
}

function readText(projectDir: string, stack: string, file: string): string {
  if (!/^[\w.-]{1,100}$/.test(stack) || !existsSync(join(projectDir, file)))
    throw missingStack(projectDir, stack);
  try {
    return readFileSync(join(projectDir, file), "utf8");
  } catch (error) {
    throw new SettingsError([
      { path: file, problem: `cannot be read (${(error as NodeJS.ErrnoException).code})` },
    ]);
  }
}

function missingStack(projectDir: string, stack: string): SettingsError {
  const known = stackNames(projectDir);
  const problem: Problem = {
    path: "stack",
    problem: "no settings file of this stack",
    got: quoted(stack),
    allowed: known.join(", ") || undefined,
    hint: didYouMean(stack, known) ?? "a stack's settings are in Pulumi.<stack>.yaml",
  };
  return new SettingsError([problem]);
}

/** Stacks that have a settings file. */
function stackNames(projectDir: string): readonly string[] {
  if (!existsSync(projectDir)) return [];
  return readdirSync(projectDir)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .toSorted();
}
