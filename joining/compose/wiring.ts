import type { Server } from "./servers";
import type { Variable } from "./variable";

/** Variables that only say how the database and the cache are reached; undefined when the service has none. */
export interface Wires {
  readonly database?: ReadonlyMap<string, string>;
  readonly cache?: ReadonlyMap<string, string>;
}

/** Of such variables, what follows the prefix that they share with the one that names the host. */
const parts =
  /^(HOST(NAME)?|SERVER|ADDR(ESS)?|PORT|USER(NAME)?|PASS(WORD|WD)?|PWD|NAME|DB|DBNAME|DB_NAME|DATABASE(_NAME)?|SCHEMA|URL|URI)(_FILE)?$/;
const hostPart = /(HOST(NAME)?|SERVER|ADDR(ESS)?|URL|URI|DSN)$/;
const usual = {
  database: /^(POSTGRES(QL)?|PG|DB|DATABASE)_?(?=[A-Z])/,
  cache: /^(REDIS|VALKEY|CACHE)_?(?=[A-Z])/,
} as const;

/** Finds them by the services of the file that they name, and by the services that are waited for. */
export function wiresOf(
  variables: readonly Variable[],
  servers: readonly Server[],
  dependencies: readonly string[],
): Wires {
  const waited = servers.filter(({ service }) => dependencies.includes(service)).map(({ kind }) => kind);
  const of = (kind: "database" | "cache") => {
    const naming = variables.filter(({ named }) => named.some((server) => server.kind === kind));
    if (naming.length === 0 && !waited.includes(kind)) return undefined;
    const hosts = naming.map(({ name }) => name);
    const found = variables.filter(({ name }) => hosts.includes(name) || isPartOf(kind, name, hosts));
    return new Map(found.map(({ name, value }) => [name, value]));
  };
  return { database: of("database"), cache: of("cache") };
}

function isPartOf(kind: "database" | "cache", name: string, hostVariables: readonly string[]): boolean {
  const usualPrefix = usual[kind].exec(name)?.[0];
  const prefixes = hostVariables
    .map((variable) => variable.replace(hostPart, ""))
    .filter((one) => one !== "");
  return [...prefixes, ...(usualPrefix === undefined ? [] : [usualPrefix])].some(
    (prefix) => name.startsWith(prefix) && parts.test(name.slice(prefix.length)),
  );
}

/** Whether the value is the address of a PostgreSQL server. */
export function isPostgres(value: string): boolean {
  return /^postgres(ql)?(\+\w+)?:\/\//.test(value);
}

/** The name of the database in a variable of its own or in an address; undefined when the file does not say. */
export function databaseNamed(wires: ReadonlyMap<string, string>): string | undefined {
  for (const [name, value] of wires) {
    const inAddress = /:\/\/[^/]*\/(?<name>[\w-]+)/.exec(value)?.groups?.name;
    if (inAddress !== undefined) return inAddress;
    if (/(NAME|_DB|DATABASE)$/.test(name) && !/(USER|HOST)NAME$/.test(name)) return value;
  }
  return undefined;
}
