import { quoted } from "../../settings/quoted";
import { type Variable, variableProblem } from "./variable";
import { isPostgres, type Wires } from "./wiring";

/** What is said of a variable that cannot be given to an app. */
export function problemNote(variable: Variable): readonly string[] {
  const problem = variableProblem(variable);
  return problem === undefined ? [] : [`environment: ${quoted(variable.name)}: ${problem}`];
}

/** What is said of the variables that the stack's own ones stand for. */
export function wiringNotes({ database, cache }: Wires): readonly string[] {
  const [ofDatabase, ofCache] = [shown(database, "DATABASE_URL"), shown(cache, "REDIS_URL")];
  return [
    ...(ofDatabase === ""
      ? []
      : [
          `environment: ${ofDatabase}: left out, the database comes as DATABASE_URL; docs/joining.md shows how an app that does not read it gets the parts`,
        ]),
    ...(ofCache === "" ? [] : [`environment: ${ofCache}: left out, the cache comes as REDIS_URL`]),
    ...(cache === undefined
      ? []
      : ["cache: keys must begin with REDIS_PREFIX; the app has to be told, or is refused its keys"]),
  ];
}

/** What is said of a variable that has a name of the stack's own. */
export function ownNote({ name, value }: Variable): readonly string[] {
  if (name === "PORT") return [];
  if (name === "DATABASE_URL" && isPostgres(value))
    return [
      "environment: DATABASE_URL: its server is not in the file; the app gets a database of its own, copy the data there",
    ];
  if (name === "REDIS_URL")
    return ["environment: REDIS_URL: its server is not in the file; the app gets a cache of its own"];
  const otherwise = name === "DATABASE_URL" ? "; the app must read another name, or its configuration" : "";
  return [`environment: ${name}: a name of the stack's own, left out${otherwise}`];
}

/** What is said of a variable that names another service. */
export function reachedNote({ name, named }: Variable): readonly string[] {
  const [server] = named;
  if (server === undefined) return [];
  const service = quoted(server.service);
  return server.kind === "server"
    ? [
        `environment: ${name} names service ${service}, which a stack does not offer: give the address of a server elsewhere`,
      ]
    : [
        `environment: ${name} names service ${service}: apps do not reach each other by name; use its public address, if it is an app`,
      ];
}

/** What is said of a variable whose value the file leaves open. */
export function emptyNote({ name, value, unset }: Variable): readonly string[] {
  if (value !== "" || unset.length === 0) return [];
  return [`environment: ${name} is empty: ${[...new Set(unset)].join(", ")} has no value in .env`];
}

function shown(wires: ReadonlyMap<string, string> | undefined, url: string): string {
  const names = [...(wires?.keys() ?? [])].filter((name) => name !== url);
  return names.map((name) => quoted(name).slice(1, -1)).join(", ");
}
