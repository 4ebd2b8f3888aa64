import { literal } from "../box/compose/service";
import type { AppPlan, Plan } from "../plan/types";
import { exportVariable, postgresPassword, redisPassword } from "./variables";

type Environment = Readonly<Record<string, string>>;

/** What an app reads; secrets and passwords come from `.env`. */
export function appEnvironment(app: AppPlan): Environment {
  const { database, cache } = app;
  const plain = Object.entries(app.env).map(([name, value]) => [name, literal(value)] as const);
  const secrets = app.secrets.map(({ name }) => [name, given(app.name, name)] as const);
  return {
    ...Object.fromEntries([...plain, ...secrets]),
    ...(app.port !== undefined && { PORT: String(app.port) }),
    ...(database && {
      DATABASE_URL: `postgres://${database.role}:${given(app.name, "DATABASE_PASSWORD")}@postgres:5432/${database.name}`,
    }),
    ...(cache && {
      REDIS_URL: `redis://${cache.user}:${given(app.name, "CACHE_PASSWORD")}@redis:6379`,
      REDIS_PREFIX: cache.prefix,
    }),
  };
}

/** Where apps without a host of their own answer, and the hashes of visitors' passwords. */
export function caddyEnvironment({ apps }: Plan): Environment {
  const hashes = apps.filter((app) => app.basicAuth).map(({ name }) => exportVariable(name, "PASSWORD_HASH"));
  return {
    HOST_SUFFIX: "${HOST_SUFFIX:-localhost}",
    ...Object.fromEntries(hashes.map((name) => [name, `\${${name}:?}`])),
  };
}

/** Passwords that start.sh makes Redis' users from. */
export function cacheEnvironment({ apps }: Plan): Environment {
  const users = apps.filter((app) => app.cache).map(({ name }) => name);
  return {
    REDISCLI_AUTH: `\${${redisPassword}:?}`,
    ...Object.fromEntries(
      users.map((name) => [exportVariable(name, "CACHE_PASSWORD"), given(name, "CACHE_PASSWORD")]),
    ),
  };
}

/** How restore.sh reaches PostgreSQL, and the password of each role it makes. */
export function restoreEnvironment({ apps }: Plan): Environment {
  const owners = apps.filter((app) => app.database);
  if (owners.length === 0) return {};
  return {
    PGHOST: "postgres",
    PGUSER: "postgres",
    PGPASSWORD: `\${${postgresPassword}:?}`,
    ...Object.fromEntries(
      owners.map(({ name }) => [exportVariable(name, "DATABASE_PASSWORD"), given(name, "DATABASE_PASSWORD")]),
    ),
  };
}

function given(app: string, name: string): string {
  return `\${${exportVariable(app, name)}:?}`;
}
