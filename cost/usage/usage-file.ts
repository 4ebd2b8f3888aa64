import { parse } from "yaml";
import { UsageError } from "./usage-error";

/** Attributes of one entry; groups such as `standard:` are maps. */
export type UsageEntry = Readonly<Record<string, unknown>>;

/** A usage file in Infracost's layout (version 0.1), keyed by Pulumi resource names. */
export interface UsageFile {
  /** Shown in the assumption of every line that comes from the file. */
  readonly name: string;
  readonly entries: ReadonlyMap<string, UsageEntry>;
}

const ROOT_KEYS = ["version", "resource_usage", "resource_type_default_usage"];

/** Reads the text of a usage file; throws `UsageError` with every problem. */
export function parseUsageFile(text: string, name = "usage file"): UsageFile {
  const root = parsedRoot(text, name);
  const problems = Object.keys(root)
    .filter((key) => !ROOT_KEYS.includes(key))
    .map((key) => `${name}: unknown key ${key}; allowed ${ROOT_KEYS.join(", ")}`);
  if (!["0.1", "v0.1"].includes(String(root["version"]))) {
    problems.push(`${name}: version must be 0.1; got ${String(root["version"])}`);
  }
  const groups = [root["resource_type_default_usage"], root["resource_usage"]];
  const entries = groups.flatMap((group) => entriesOf(group, name, problems));
  if (problems.length > 0) throw new UsageError(problems);
  return { name, entries: new Map(entries) };
}

function parsedRoot(text: string, name: string): Record<string, unknown> {
  let root: unknown;
  try {
    root = parse(text);
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split("\n");
    throw new UsageError([`${name}: not YAML: ${sentence}`]);
  }
  if (isMap(root)) return root;
  throw new UsageError([`${name}: must be a map with version and resource_usage`]);
}

function entriesOf(group: unknown, name: string, problems: string[]): [string, UsageEntry][] {
  if (group === undefined || group === null) return [];
  if (!isMap(group)) {
    problems.push(`${name}: resource_usage must be a map of resources`);
    return [];
  }
  return Object.entries(group).flatMap(([key, entry]) => {
    if (entry === null) return [];
    if (!isMap(entry)) {
      problems.push(`${name}: ${key} must be a map of attributes`);
      return [];
    }
    checkNumbers(entry, `${name}: ${key}`, problems);
    return [[key, entry] as [string, UsageEntry]];
  });
}

function checkNumbers(entry: UsageEntry, path: string, problems: string[]): void {
  for (const [key, value] of Object.entries(entry)) {
    if (isMap(value)) checkNumbers(value, `${path}.${key}`, problems);
    else if (typeof value === "number" && !(Number.isFinite(value) && value >= 0)) {
      problems.push(`${path}.${key} must be a number of 0 or more; got ${value}`);
    }
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
