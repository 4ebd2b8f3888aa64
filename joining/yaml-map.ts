import { LineCounter, parseDocument } from "yaml";
import { escaped } from "../settings/quoted";
import { type Fields, isFields } from "../settings/settings-view";
import { JoiningProblem } from "./problem";

/** Deeper ones are no settings, or an alias inside of its own anchor. */
const deepest = 60;
const shownErrors = 3;

/** The map that a YAML text is, with its anchors and merge keys followed. Throws JoiningProblem. */
export function yamlMap(text: string, file: string): Fields {
  const lines = new LineCounter();
  // Without any log, further documents of the text would not be told of.
  const options = { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "error" } as const;
  // prettyErrors would quote the file, which may hold secrets.
  const document = parseDocument(text, options);
  const errors = document.errors.slice(0, shownErrors).map(({ code, message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    if (code === "MULTIPLE_DOCS")
      return `${file}:${line}:${col}: several documents, with --- between; put them into one, or import each as a file of its own`;
    return `${file}:${line}:${col}: not valid YAML: ${firstLine(message)}`;
  });
  if (errors.length > 0) throw new JoiningProblem(errors.join("\n"));
  const root = plain(() => document.toJS() as unknown, file);
  if (!isFields(root)) throw new JoiningProblem(`${file}: not a map; a Compose file begins with services:`);
  refuseDeep(root, file);
  return root;
}

function plain(read: () => unknown, file: string): unknown {
  try {
    return read();
  } catch (error) {
    // An alias without an anchor, or so many that they would fill the memory.
    const words = error instanceof Error ? firstLine(error.message) : "";
    throw new JoiningProblem(`${file}: not valid YAML: ${words}`);
  }
}

function firstLine(message: string): string {
  return escaped(message.split("\n")[0] ?? "");
}

function refuseDeep(value: unknown, file: string, depth = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > deepest) throw new JoiningProblem(`${file}: nested more than ${deepest} levels deep`);
  for (const part of Object.values(value)) refuseDeep(part, file, depth + 1);
}
