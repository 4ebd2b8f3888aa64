import { existsSync, readFileSync } from "node:fs";
import type { Plan } from "../plan/types";
import { LocalProblem } from "./problem";

/** `<app>.<NAME>` -> value. */
export type GivenValues = Readonly<Record<string, string>>;

/**
 * Reads `<app>.<NAME>=value` lines; a value is the rest of its line as it is, empty lines and those that begin with # do
 * not count. A file that was named must be there. Throws a LocalProblem with every mistake; no value is ever shown.
 */
export function readGiven(plan: Plan, file: string, named: boolean): GivenValues {
  if (!named && !existsSync(file)) return {};
  const lines = text(file).split(/\r?\n/);
  const found = lines.flatMap((line, index) => (/^\s*(#|$)/.test(line) ? [] : [{ line, number: index + 1 }]));
  const pairs = found.map(({ line, number }) => ({
    number,
    match: /^(?<name>[^=\s]+)=(?<value>.+)$/.exec(line),
  }));
  const wrong = pairs.flatMap(({ match, number }) => {
    const problem = problemOf(plan, match?.groups?.name);
    return problem === undefined ? [] : [`${file}:${number}: ${problem}`];
  });
  if (wrong.length > 0) throw new LocalProblem(wrong.join("\n"));
  return Object.fromEntries(
    pairs.map(({ match }) => [match?.groups?.name ?? "", match?.groups?.value ?? ""]),
  );
}

function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new LocalProblem(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
    );
  }
}

function problemOf({ apps }: Plan, name: string | undefined): string | undefined {
  if (name === undefined) return "not a secret; allowed <app>.<NAME>=value";
  const [appName, ...rest] = name.split(".");
  const app = apps.find((candidate) => candidate.name === appName);
  // A stack may run in part: values of other apps wait for them.
  if (app === undefined) return undefined;
  const given = app.secrets.filter(({ source }) => source === "given").map((secret) => secret.name);
  if (given.includes(rest.join("."))) return undefined;
  return `${appName} has no given secret of this name; allowed ${given.join(", ") || "none"}`;
}
