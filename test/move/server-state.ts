import type { Home, Pair } from "./pair";

/** The apps' roles that may log in on a server, and the databases it has of them and of moves. */
export function stateOf(pair: Pair, home: Home): Promise<string> {
  return pair.sql(
    home,
    "postgres",
    `select coalesce((select string_agg(rolname, ' ' order by rolname) from pg_roles where rolcanlogin and rolname ~ '^app_'), '')
      || '; ' || (select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^(app|ladder)_')`,
  );
}

/** Last line of what a move said. */
export function lastSentence(stderr: string): string {
  return (
    stderr
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^move: /, "") ?? ""
  );
}
