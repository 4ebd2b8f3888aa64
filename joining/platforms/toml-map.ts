import { parse } from "smol-toml";
import { escaped } from "../../settings/quoted";
import { type Fields, isFields } from "../../settings/settings-view";
import { JoiningProblem } from "../problem";

/** The map that a TOML text is. Throws JoiningProblem. */
export function tomlMap(text: string, file: string): Fields {
  return readMap(() => parse(text), file, "TOML");
}

/** The map that a JSON text is. Throws JoiningProblem. */
export function jsonMap(text: string, file: string): Fields {
  return readMap(() => JSON.parse(text) as unknown, file, "JSON");
}

function readMap(read: () => unknown, file: string, format: string): Fields {
  const value = plain(read, file, format);
  if (!isFields(value)) throw new JoiningProblem(`${file}: not a map`);
  return value;
}

function plain(read: () => unknown, file: string, format: string): unknown {
  try {
    return read();
  } catch (error) {
    // Further lines quote the file, which may hold secrets; so does a parser of JSON in its first.
    const words =
      error instanceof Error && format === "TOML" ? `: ${escaped(error.message.split("\n")[0] ?? "")}` : "";
    throw new JoiningProblem(`${file}: not valid ${format}${words}`);
  }
}
