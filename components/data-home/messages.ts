import type { Home, MoveAnswer } from "../../box/run-command/move-data";
import { homeTitles } from "../../plan/switching/home-titles";
import { spell } from "../run-on-box/messages";

/** A move that was undone: the side that served before serves on. */
export function failedMove(want: Home, { said, home }: MoveAnswer): string {
  const where = home === null ? "where they were" : `on ${homeTitles[home]}`;
  return [
    `The databases were not moved to ${homeTitles[want]}: ${said || "the box gave no reason"}`,
    `They are ${where}, and the apps use them there. The next \`pulumi up\` tries again; changing the settings back gives the move up.`,
  ].join("\n");
}

export function halfMoved(want: Home, { said }: MoveAnswer): string {
  return [
    `The databases are on ${homeTitles[want]}, but not all apps run there: ${said || "the box gave no reason"}`,
    "Mend the apps; the next `pulumi up` goes on from here.",
  ].join("\n");
}

export function moveOutOfTime(seconds: number, state: string, said: string): string {
  return [
    `The databases were not moved within ${spell(seconds)}: ${state}${said && `. The box said: ${said}`}`,
    "A move at work goes on by itself, and the next `pulumi up` waits for it again. `ladder:box.moveTimeoutMinutes` sets the limit.",
  ].join("\n");
}

/** `copying: 1 of 3 databases, 12 of 40 MB, 31 tables, about 2 min left`. */
export function progress({ phase, databases, remainingSeconds }: MoveAnswer): string {
  const done = databases.filter(({ copied }) => copied);
  const sum = (of: (one: MoveAnswer["databases"][number]) => number) =>
    databases.reduce((total, one) => total + of(one), 0);
  const parts =
    databases.length === 0
      ? []
      : [
          `${done.length} of ${databases.length} databases`,
          `${megabytes(sum(({ copiedBytes }) => copiedBytes))} of ${megabytes(sum(({ bytes }) => bytes))} MB`,
          `${sum(({ tables }) => tables)} tables`,
          ...(remainingSeconds === null ? [] : [`about ${spell(remainingSeconds)} left`]),
        ];
  return [phase ?? "starting", ...(parts.length > 0 ? [parts.join(", ")] : [])].join(": ");
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
