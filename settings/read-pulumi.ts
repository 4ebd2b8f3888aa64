import * as pulumi from "@pulumi/pulumi";
import { checkSettings } from "./check";
import type { SecretReading } from "./checks/secret-text";
import { settingFromText, settingName } from "./config-values";
import { misplacedSecret, secretPlaceholder } from "./encrypted-values";
import { SettingsError } from "./problems";
import { asRunErrors } from "./run-errors";
import type { Settings } from "./schema";
import { valueAt } from "./setting-path";
import { fields } from "./settings-view";

const projectName = "ladder";

export interface PulumiSettings {
  readonly settings: Settings;
  readonly region: string;
  /** What `aws:profile` names. */
  readonly profile?: string;
  readonly stack: string;
  readonly project: string;
  /** The settings as written, with the values of secrets replaced. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The value of a given secret, marked as secret. */
  readonly secretValue: (app: string, name: string) => pulumi.Output<string>;
}

/** The checked settings of the running stack. Throws pulumi.RunError with every problem at once. */
export function readPulumiConfig(): PulumiSettings {
  return asRunErrors(() => {
    refuseOtherProject();
    const encrypted = encryptedSettings();
    refuseMisplacedSecrets(encrypted);
    const config = pulumi.runtime.allConfig();
    const raw = rawSettings(config);
    const region = config["aws:region"];
    const stack = pulumi.getStack();
    const settings = checkSettings(raw, {
      stack,
      region,
      keys: Object.keys(config),
      secrets: secretReading(encrypted),
    });
    // The check proved the region to be text.
    return {
      settings,
      region: String(region),
      profile: config["aws:profile"],
      stack,
      project: pulumi.getProject(),
      raw: withoutSecretValues(raw),
      secretValue: secretReader(raw),
    };
  });
}

function rawSettings(config: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(config).flatMap(([key, text]) => {
    const name = settingName(key);
    return name === undefined ? [] : [[name, settingFromText(name, text)] as const];
  });
  return Object.fromEntries(entries);
}

function withoutSecretValues(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { secrets, ...others } = raw;
  const hidden = fieldEntries(secrets).map(([app, values]) => [
    app,
    Object.fromEntries(fieldEntries(values).map(([name]) => [name, secretPlaceholder])),
  ]);
  return { ...others, secrets: Object.fromEntries(hidden) as unknown };
}

function fieldEntries(value: unknown): [string, unknown][] {
  return Object.entries(fields(value));
}

function secretReader(raw: unknown): PulumiSettings["secretValue"] {
  return (app, name) => {
    const value = valueAt(raw, ["secrets", app, name]);
    if (typeof value !== "string") throw new RangeError(`no secret ${name} of app ${app}`);
    return pulumi.secret(value);
  };
}

/** The language host tells which keys hold encrypted values; what else is found there must not be shown. */
function encryptedSettings(): readonly string[] {
  const text = process.env.PULUMI_CONFIG_SECRET_KEYS;
  const keys = listOf(text === undefined || text === "" ? "[]" : text);
  if (keys) return keys.flatMap((key) => settingName(String(key)) ?? []);
  // Taken for empty, it would let what is encrypted be shown.
  throw new SettingsError([
    {
      path: "PULUMI_CONFIG_SECRET_KEYS",
      problem: "no list in JSON",
      hint: "the pulumi command sets it: take it out of your environment",
    },
  ]);
}

function listOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Without an engine nothing says what was encrypted; the reader of the stack's file has looked. */
function secretReading(encrypted: readonly string[]): SecretReading {
  return pulumi.runtime.hasEngine() && !encrypted.includes("secrets") ? "plain" : "decrypted";
}

function refuseMisplacedSecrets(encrypted: readonly string[]): void {
  const misplaced = encrypted.filter((name) => name !== "secrets");
  if (misplaced.length > 0) throw new SettingsError(misplaced.map((name) => misplacedSecret([name])));
}

/** In a project of another name `pulumi config set tier …` would write settings that nobody reads. */
function refuseOtherProject(): void {
  const name = pulumi.getProject();
  if (name === projectName) return;
  const hint = "give Pulumi.yaml this name; several portfolios are several stacks";
  throw new SettingsError([
    { path: "project", problem: "wrong name", got: name, allowed: projectName, hint },
  ]);
}
