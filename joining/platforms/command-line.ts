import { unfitCharacter } from "../../settings/unfit-characters";
import type { AppInput } from "../joined";
import { isSecretCommand } from "../secret-like";

/** Command lines of a platform's file as settings of an app, and why one is left out. */
export interface CommandLines {
  readonly settings: Pick<AppInput, "command" | "migrate">;
  readonly notes: readonly string[];
}

/** Reads what starts an app, and what runs before a new version serves: lines that these platforms give to a shell. */
export function commandLines(start: string | undefined, before: string | undefined): CommandLines {
  const [command, migrate] = [checked("command", start), checked("migrate", before)];
  return {
    settings: {
      ...(command.line !== undefined && { command: ["sh", "-c", command.line] }),
      ...(migrate.line !== undefined && { migrate: migrate.line }),
    },
    notes: [...command.notes, ...migrate.notes],
  };
}

function checked(
  what: string,
  line: string | undefined,
): { readonly line?: string; readonly notes: readonly string[] } {
  if (line === undefined || line.trim() === "") return { notes: [] };
  if (isSecretCommand([line]))
    return {
      notes: [
        `${what}: left out: it carries a secret; let the program read it from a variable of the environment`,
      ],
    };
  if (unfitCharacter(line) !== undefined)
    return { notes: [`${what}: left out: it has characters that do not reach a container`] };
  return { line, notes: [] };
}
