import type { Joined } from "../../joining/joined";
import { configCommand } from "../../settings/config-command";

/** What is said on standard error after an import: what became what, and what is left to do. */
export function outcome(joined: Joined, unsetSecrets: readonly string[], stack: string): string {
  const { apps, leftOut, notes } = joined;
  const missing = leftOut.filter(({ replaced }) => !replaced);
  const said = apps.reduce((sum, app) => sum + app.notes.length, notes.length + missing.length);
  const [first] = unsetSecrets;
  return [
    `${counted(apps.length, "app")}: ${apps.map(({ settings }) => settings.name).join(", ")}.`,
    ...(missing.length > 0
      ? [`Left out, with the reason in the file: ${missing.map(({ origin }) => origin).join(", ")}.`]
      : []),
    ...(said > 0 ? [`${counted(said, "thing")} did not map; each is a comment in the file.`] : []),
    ...(first === undefined
      ? []
      : [
          `${counted(unsetSecrets.length, "secret")} without a value; each needs: ${configCommand(stack, `set --secret --path 'ladder:${first}'`)}`,
        ]),
  ].join("\n");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
