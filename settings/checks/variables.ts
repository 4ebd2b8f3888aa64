import type { Problem } from "../problems";
import type { AppView, SettingsView } from "../settings-view";
import { formatPath } from "../setting-path";

/** Variables that the tier gives to every app that asks for them, and the setting that does so. */
const reserved: Readonly<Record<string, string>> = {
  PORT: "set by port",
  DATABASE_URL: "set by database: true",
  DATABASE_PASSWORD: "part of DATABASE_URL, set by database: true",
  REDIS_URL: "set by cache: true",
  REDIS_PREFIX: "set by cache: true",
  CACHE_PASSWORD: "part of REDIS_URL, set by cache: true",
};

/** Each environment variable has one meaning and one source. */
export function variableProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap((app) => [
    ...Object.keys(app.env).flatMap((name) => reservedName(name, envPath(app, name))),
    ...app.secrets.flatMap(({ name, path }) => reservedName(name, path)),
    ...Object.entries(app.env).flatMap(([name, value]) => inexactNumber(value, envPath(app, name))),
    ...repeatedNames(app),
  ]);
}

function envPath({ index }: AppView, name: string): string {
  return formatPath(["apps", index, "env", name]);
}

function reservedName(name: string, path: string): readonly Problem[] {
  if (!Object.hasOwn(reserved, name)) return [];
  return [{ path, problem: `${name} is reserved`, hint: `it is ${reserved[name]}` }];
}

/** YAML numbers beyond 2^53 lose digits, so the app would see another value than the one written. */
function inexactNumber(value: unknown, path: string): readonly Problem[] {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return [];
  return [{ path, problem: "the number is too large to be kept exactly", hint: "put it in quotes" }];
}

function repeatedNames(app: AppView): readonly Problem[] {
  const places = new Map(Object.keys(app.env).map((name) => [name, envPath(app, name)]));
  return app.secrets.flatMap(({ name, path }) => {
    const first = places.get(name);
    if (first === undefined) places.set(name, path);
    return first === undefined
      ? []
      : [{ path, problem: `${name} is already given by ${first}`, hint: "keep one of them" }];
  });
}
