import type { SecretReading } from "./checks/secret-text";
import { crossProblems } from "./cross-checks";
import { namespaceProblems } from "./namespaces";
import { type Problem, SettingsError } from "./problems";
import { regionProblems } from "./region";
import { type Settings, settingsSchema } from "./schema";
import { schemaProblems } from "./schema-problems";
import { withoutUnset } from "./unset-settings";

export interface CheckOptions {
  /** The stack's name, for the commands in hints. */
  readonly stack?: string;
  /** When present, also checked. */
  readonly region?: unknown;
  /** Keys of the whole configuration, in which misspelt namespaces are looked for. */
  readonly keys?: readonly string[];
  /** How the values of secrets were read. Default: from Pulumi, decrypted. */
  readonly secrets?: SecretReading;
}

/** The settings with their defaults and without secret values. Throws SettingsError with every problem at once. */
export function checkSettings(raw: unknown, options: CheckOptions = {}): Settings {
  const { stack = "<stack>", keys = [], secrets = "decrypted" } = options;
  const given = withoutUnset(raw);
  const parsed = settingsSchema.safeParse(given);
  const problems = [
    ...("region" in options ? regionProblems(options.region, stack, keys) : []),
    ...namespaceProblems(keys),
    ...allProblems(given, parsed.error?.issues ?? [], crossProblems(given, stack, secrets), stack),
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(inOrder(problems));
  const settings: Settings & { secrets?: unknown } = parsed.data;
  delete settings.secrets;
  return settings;
}

/** A place that the schema refuses is reported once: what else could be said of it would be noise. */
function allProblems(
  given: unknown,
  issues: Parameters<typeof schemaProblems>[0],
  between: readonly Problem[],
  stack: string,
): readonly Problem[] {
  const own = schemaProblems(issues, given, settingsSchema).map((problem) => withAppsHint(problem, stack));
  const refused = new Set(own.map(({ path }) => path));
  return [...own, ...between.filter(({ path }) => !refused.has(path))];
}

/** A new stack has no apps yet: the first thing that its owner reads says where they go. */
function withAppsHint(problem: Problem, stack: string): Problem {
  if (problem.path !== "apps" || problem.problem !== "missing") return problem;
  const hint = `describe your apps under ladder:apps in Pulumi.${stack}.yaml; Pulumi.dev.yaml is an example`;
  return { ...problem, hint };
}

/** What is wrong with one app stands together. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return problems.toSorted((a, b) => compare(a.path, b.path));
}
