import { configCommand } from "../config-command";
import { didYouMean } from "../did-you-mean";
import type { Problem } from "../problems";
import { formatPath } from "../setting-path";
import { holderName, type SecretHolder, secretHolders } from "../secret-holders";
import { type Fields, fields, type SettingsView } from "../settings-view";
import { secretFault, type SecretReading } from "./secret-text";

/** Every secret that is given by the user has a value that can be kept, and every value has an app that declares it. */
export function secretValueProblems(
  view: SettingsView,
  stack: string,
  reading: SecretReading,
): readonly Problem[] {
  const { secrets } = view;
  if (secrets === undefined) return [];
  // Of two apps with one name the first counts; the name itself is reported elsewhere.
  const byName = new Map(
    secretHolders(view)
      .toReversed()
      .flatMap((app) => (app.name === undefined ? [] : [[app.name, app] as const])),
  );
  return [
    ...Object.keys(secrets).flatMap((name) =>
      valuesOfApp(name, fields(secrets[name]), byName, { stack, reading }),
    ),
    ...[...byName].flatMap(([name, app]) => missingValues(name, app, ownFields(secrets, name), stack)),
  ];
}

interface Context {
  readonly stack: string;
  readonly reading: SecretReading;
}

function valuesOfApp(
  name: string,
  values: Fields,
  apps: ReadonlyMap<string, SecretHolder>,
  context: Context,
): readonly Problem[] {
  const app = apps.get(name);
  if (app)
    return Object.entries(values).flatMap(([secret, value]) =>
      valueProblem(app, ["secrets", name, secret], value, context),
    );
  const hint = didYouMean(name, [...apps.keys()]);
  return [{ path: formatPath(["secrets", name]), problem: "no app has this name", hint }];
}

/** The value itself is never part of a problem. */
function valueProblem(
  app: SecretHolder,
  at: readonly [string, string, string],
  value: unknown,
  { stack, reading }: Context,
): readonly Problem[] {
  const path = formatPath(at);
  const declared = app.secrets.find(({ name }) => name === at[2]);
  if (!declared) return [undeclared(app, path, at[2])];
  if (declared.generated) {
    return [
      {
        path,
        problem: "the stack generates this value",
        hint: `remove it, or declare ${at[2]} by its name alone`,
      },
    ];
  }
  const fault = secretFault(value, reading, settingCommand(at[1], at[2], stack));
  return fault === undefined ? [] : [{ path, ...fault }];
}

function undeclared(app: SecretHolder, path: string, secret: string): Problem {
  const given = app.secrets.filter(({ generated }) => !generated).map(({ name }) => name);
  const hint = didYouMean(secret, given);
  if (app.index === undefined)
    return { path, problem: `${app.path} has no such secret`, allowed: given.join(", "), hint };
  return {
    path,
    problem: "the app does not declare this secret",
    hint: hint ?? `add it to ${app.path}.secrets`,
  };
}

function missingValues(name: string, app: SecretHolder, values: Fields, stack: string): readonly Problem[] {
  // With any other name the command would be no help; the schema reports the name.
  if (!holderName.test(name)) return [];
  const missing = app.secrets.filter((secret) => !secret.generated && !Object.hasOwn(values, secret.name));
  return missing.map((secret) => ({
    path: formatPath(["secrets", name, secret.name]),
    problem: "no value",
    hint: settingCommand(name, secret.name, stack),
  }));
}

function settingCommand(app: string, secret: string, stack: string): string {
  return configCommand(stack, `set --secret --path 'ladder:secrets.${app}.${secret}'`);
}

function ownFields(map: Fields, key: string): Fields {
  return Object.hasOwn(map, key) ? fields(map[key]) : {};
}
