import type { Document } from "yaml";
import { settingFromText, settingName } from "./config-values";
import { didYouMean } from "./did-you-mean";
import { withoutEncrypted } from "./encrypted-values";
import { escaped, quoted } from "./quoted";
import { type Problem, SettingsError } from "./problems";
import { rootKeys } from "./root-keys";
import { formatPath } from "./setting-path";
import { type Fields, isFields } from "./settings-view";

/** What a stack's file says, unchecked. */
export interface StackSettings {
  readonly raw: Fields;
  readonly region: unknown;
  /** What `aws:profile` names. */
  readonly profile?: unknown;
  /** Keys of the whole configuration; absent when it was checked before. */
  readonly keys?: readonly string[];
}

const regionKey = "aws:region";
const profileKey = "aws:profile";

/** The settings and the region in the `config` of a stack's document. Throws SettingsError when it has no such form. */
export function stackSettings(document: Document.Parsed, file: string): StackSettings {
  const config = configOf(document, file);
  const problems: Problem[] = [];
  const raw = new Map<string, unknown>();
  for (const [written, value] of Object.entries(config)) {
    const name = settingName(fullKey(written));
    if (name === undefined) continue;
    if (raw.has(name)) problems.push(setTwice(name, written, file));
    const plain = withoutEncrypted(value, [name], problems);
    raw.set(name, typeof plain === "string" ? settingFromText(name, plain) : plain);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  const keys = Object.keys(config).map(fullKey);
  const profile = valueOf(config, profileKey);
  return {
    raw: Object.fromEntries(raw),
    region: valueOf(config, regionKey),
    ...(profile !== undefined && { profile }),
    keys,
  };
}

function setTwice(name: string, written: string, file: string): Problem {
  return { path: formatPath([name]), problem: `set twice in ${file}`, got: quoted(written) };
}

function valueOf(config: Fields, key: string): unknown {
  return Object.entries(config).find(([written]) => fullKey(written) === key)?.[1];
}

function configOf(document: Document.Parsed, file: string): Fields {
  const root = plainObject(document, file) ?? {};
  if (!isFields(root))
    throw new SettingsError([
      { path: file, problem: "not a map", allowed: "config: and the settings below it" },
    ]);
  const unknown = Object.keys(root).filter((key) => !rootKeys.some((known) => known === key));
  if (unknown.length > 0) throw new SettingsError(unknown.map((key) => unknownRootKey(key, file)));
  const config = root.config ?? {};
  if (!isFields(config))
    throw new SettingsError([
      { path: `${file}: config`, problem: "not a map", allowed: "settings such as ladder:apps" },
    ]);
  return config;
}

/** Pulumi ignores such a key, and whatever stands below it. */
function unknownRootKey(key: string, file: string): Problem {
  const hint = key.includes(":") ? "settings stand below config:" : didYouMean(key, rootKeys);
  const allowed = hint === undefined ? rootKeys.join(", ") : undefined;
  return { path: `${file}: ${formatPath([key])}`, problem: "unknown key", allowed, hint };
}

function plainObject(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases without an anchor, or so many that they would fill the memory.
    const words = error instanceof Error ? escaped(error.message.split("\n")[0] ?? "") : "";
    throw new SettingsError([{ path: file, problem: `not valid YAML: ${words}` }]);
  }
}

/** Pulumi also accepts keys without a namespace (then the project's) and the old form `ladder:config:apps`. */
function fullKey(written: string): string {
  if (!written.includes(":")) return `ladder:${written}`;
  return written.replace(/^([^:]+):config:/, "$1:");
}
