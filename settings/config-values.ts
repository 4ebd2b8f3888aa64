import { settingsSchema } from "./schema";
import { unwrapped } from "./schema-node";

const namespace = "ladder:";

/** `apps` for `ladder:apps`; undefined for a key of another namespace. */
export function settingName(key: string): string | undefined {
  return key.startsWith(namespace) ? key.slice(namespace.length) : undefined;
}

/**
 * The value of a setting at the root that Pulumi keeps as text. Lists and maps travel as JSON; what is no JSON stays
 * text, and the check says what is wrong with it.
 */
export function settingFromText(name: string, text: string): unknown {
  if (isText(name)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The settings as Pulumi hands them to a program: text by full key. For running the program without the Pulumi CLI. */
export function asPulumiConfig(
  raw: Readonly<Record<string, unknown>>,
  region: unknown,
): Record<string, string> {
  const entries = Object.entries(raw).map(([name, value]) => [`${namespace}${name}`, asText(value)]);
  return Object.fromEntries([["aws:region", asText(region)], ...entries]);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function isText(name: string): boolean {
  const { shape } = settingsSchema;
  if (!Object.hasOwn(shape, name)) return false;
  const { type } = unwrapped(shape[name as keyof typeof shape])._zod.def;
  return type === "string" || type === "enum";
}
