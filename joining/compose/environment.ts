import { emptyNote, ownNote, problemNote, reachedNote, wiringNotes } from "./environment-notes";
import type { Server } from "./servers";
import { secretName, type Variable, type VariableContext, variableOf, variableProblem } from "./variable";
import { databaseNamed, isPostgres, wiresOf } from "./wiring";

/** What the environment of a service becomes. */
export interface EnvironmentInput {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The service that is the database, and the database's name there when the file says it. */
  readonly database?: { readonly service?: string; readonly name?: string };
  readonly cache: boolean;
  readonly port?: number;
  /** Other services that are reached by name. */
  readonly reached: readonly Server[];
  readonly notes: readonly string[];
}

export interface EnvironmentContext extends VariableContext {
  /** Names of services that are waited for. */
  readonly dependencies: readonly string[];
}

const mostSecrets = 50;
/** For proxies that Ladder does without. */
const ofProxies = /^(VIRTUAL_(HOST|PORT|PATH|PROTO)|LETSENCRYPT_(HOST|EMAIL))$/;
/** Ladder's own names, see settings/checks/variables.ts. */
const ownNames = ["PORT", "DATABASE_URL", "DATABASE_PASSWORD", "REDIS_URL", "REDIS_PREFIX", "CACHE_PASSWORD"];

/** Reads variables: what is plain, what is a secret, what the stack gives by itself. */
export function environmentOf(
  given: ReadonlyMap<string, string | undefined>,
  context: EnvironmentContext,
): EnvironmentInput {
  const variables = [...given].map(([name, template]) => variableOf(name, template, context));
  const wires = wiresOf(variables, context.servers, context.dependencies);
  const rest = variables.filter(
    ({ name }) => !wires.database?.has(name) && !wires.cache?.has(name) && !ofProxies.test(name),
  );
  const own = rest.filter(({ name }) => ownNames.includes(name));
  const others = rest.filter((one) => !ownNames.includes(one.name) && variableProblem(one) === undefined);
  const secrets = new Set(others.filter(({ secret }) => secret).map(secretName));
  const kept = [...secrets].filter((name) => !ownNames.includes(name)).slice(0, mostSecrets);
  const plain = others.filter(({ secret, name }) => !secret && !kept.includes(name));
  return {
    env: {
      ...withoutTls(wires.database?.get("DATABASE_URL")),
      ...Object.fromEntries(plain.map(({ name, value }) => [name, value])),
    },
    secrets: kept,
    ...databaseOf(wires.database, own, variables, context),
    cache: wires.cache !== undefined || own.some(({ name }) => name === "REDIS_URL"),
    ...portOf(own),
    reached: [...new Set(others.flatMap(({ named }) => named))],
    notes: [
      ...rest.flatMap(problemNote),
      ...wiringNotes(wires),
      ...own.flatMap(ownNote),
      ...others.flatMap(reachedNote),
      ...plain.flatMap(emptyNote),
      ...(secrets.size > mostSecrets ? [`secrets: an app has ${mostSecrets} at most`] : []),
    ],
  };
}

/** Drivers that insist on TLS were told not to in the address; the stack's own address does not say it. */
function withoutTls(address: string | undefined): Readonly<Record<string, string>> {
  return address?.includes("sslmode=disable") ? { PGSSLMODE: "disable" } : {};
}

function databaseOf(
  wires: ReadonlyMap<string, string> | undefined,
  own: readonly Variable[],
  variables: readonly Variable[],
  { servers, dependencies }: EnvironmentContext,
): Pick<EnvironmentInput, "database"> {
  if (wires === undefined) {
    const outside = own.some(({ name, value }) => name === "DATABASE_URL" && isPostgres(value));
    return outside ? { database: {} } : {};
  }
  const named = variables.flatMap((one) => one.named).find(({ kind }) => kind === "database");
  const waited = servers.find(({ kind, service }) => kind === "database" && dependencies.includes(service));
  return { database: { service: (named ?? waited)?.service, name: databaseNamed(wires) } };
}

function portOf(own: readonly Variable[]): Pick<EnvironmentInput, "port"> {
  const port = Number(own.find(({ name }) => name === "PORT")?.value);
  return Number.isSafeInteger(port) && port >= 1 && port <= 65_535 ? { port } : {};
}
