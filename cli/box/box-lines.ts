import { boxProblem } from "./box-problem";
import type { Answer, Lost, Message, Request } from "./message";

/** Longer arguments belong into a file that is piped in. */
const longest = 30_000;

/**
 * The newest program of which everything serves; before the first bundle was applied, the newest that came. Which version it
 * speaks about is for box_place.py to find.
 */
const findProgram = `program=/opt/ladder/current/programs/box-command
[ -f "$program" ] || program=$(ls -t /opt/ladder/versions/*/programs/box-command 2>/dev/null | head -n 1)`;

const tooOld = "the box has no bundle yet that knows this command; `pulumi up` brings it";

/** Lines for AWS-RunShellScript. Base64: no shell reads what was typed, and AWS fills no {{…}} in. */
export function messageLines(message: Message): readonly string[] {
  const text = encoded(message);
  if (text.length > longest)
    throw boxProblem("The arguments are too long for Systems Manager; give them on standard input.");
  return [
    ...findProgram.split("\n"),
    `[ -n "$program" ] || { echo '${JSON.stringify({ lost: tooOld })}'; exit 0; }`,
    `exec /usr/bin/python3 -B "$program" talk <<'END_OF_MESSAGE'`,
    text,
    "END_OF_MESSAGE",
  ];
}

/** One line for a session's shell, which belongs to a user that may become root. */
export function sessionLine(request: Request): string {
  const program = findProgram.replace("\n", "; ");
  return `sudo sh -c '${program}; [ -n "$program" ] || { echo "${tooOld.replaceAll("`", "")}"; exit 125; }; exec /usr/bin/python3 -B "$program" direct ${encoded(request)}'`;
}

/** What the arguments of box-command's `direct` are. */
export function encoded(value: Request | Message): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

/** Undefined when it was cut off or never came. */
export function readAnswer(output: string): Answer | Lost | undefined {
  try {
    const answer: unknown = JSON.parse(output);
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is Answer | Lost {
  return typeof value === "object" && value !== null && ("lost" in value || "exit" in value);
}
