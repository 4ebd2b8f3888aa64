import type { AppPlan, Plan } from "../plan/types";

/** A value that the exported stack needs and that is in none of its files but `.env`. */
export interface ExportVariable {
  readonly name: string;
  readonly about: string;
  /** Of the app that has it, as its variables or passwords are called there; undefined for those of the export alone. */
  readonly source?: { readonly app: string; readonly name: string };
  /** Whether any value will do that nobody can guess: a password between containers. */
  readonly inner: boolean;
}

export const postgresPassword = "POSTGRES_PASSWORD";
export const redisPassword = "REDIS_PASSWORD";

/** Name in `.env` of an app's variable. App names have no underscore, so two never meet. */
export function exportVariable(app: string, name: string): string {
  return `${app.toUpperCase().replaceAll("-", "_")}__${name}`;
}

/** Every value that the exported stack needs, in the order of the apps. */
export function exportVariables({ apps, box }: Plan): readonly ExportVariable[] {
  return [
    ...(apps.some((app) => app.database)
      ? [{ name: postgresPassword, about: "PostgreSQL's administrator; letters and digits", inner: true }]
      : []),
    ...(apps.some((app) => app.cache)
      ? [{ name: redisPassword, about: "Redis's administrator; letters and digits", inner: true }]
      : []),
    ...apps.flatMap(variablesOf),
    ...apps.filter((app) => app.basicAuth).map(({ name }) => hashVariable(name, box.images.caddy)),
  ];
}

function variablesOf(app: AppPlan): readonly ExportVariable[] {
  const of = (name: string, about: string, inner = false): ExportVariable => ({
    name: exportVariable(app.name, name),
    about,
    source: { app: app.name, name },
    inner,
  });
  return [
    ...(app.database ? [of("DATABASE_PASSWORD", `${app.name}'s database; letters and digits`, true)] : []),
    ...(app.cache ? [of("CACHE_PASSWORD", `${app.name}'s cache; letters and digits`, true)] : []),
    ...(app.kind === "static" ? [] : app.secrets.map(({ name }) => of(name, `${name} of ${app.name}`))),
  ];
}

/** Caddy compares with a hash, which it makes itself. */
function hashVariable(app: string, image: string): ExportVariable {
  return {
    name: exportVariable(app, "PASSWORD_HASH"),
    about: `hash of the visitors' password of ${app}, between single quotes: docker run --rm -it ${image} caddy hash-password`,
    inner: false,
  };
}
