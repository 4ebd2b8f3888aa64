import { UserMistake } from "../run-command";

/** What stands before `--`, an app's name at most, and the command after it. */
export interface Operands {
  readonly app: string | null;
  readonly args: readonly string[];
}

/** Operands of a command line whose own options are taken out; commander itself forgets where `--` stood. */
export function operands(rest: readonly string[], argv: readonly string[]): Operands {
  const mark = argv.indexOf("--");
  const args = mark < 0 ? [] : argv.slice(mark + 1);
  const [app, ...others] = rest.slice(0, rest.length - args.length);
  if (others.length > 0)
    throw new UserMistake(`What follows the app's name belongs after --; got ${others.join(" ")}`);
  return { app: app === undefined ? null : appName(app), args };
}

/** The form of a name; the box knows which there are. */
export function appName(name: string): string {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(name))
    throw new UserMistake(`not the name of an app: ${JSON.stringify(name)}; allowed a-z, 0-9 and hyphens`);
  return name;
}
