import { join, split } from "shlex";
import { unfitCharacter } from "../../settings/unfit-characters";
import { hasSecretName, isSecretCommand } from "../secret-like";
import { interpolate, type Variables } from "./interpolate";
import { texts } from "./values";

/** A command as words, or why it is not taken. */
export type Command = { readonly words: readonly string[] } | { readonly problem: string };

/** Reads `command`: a list, or a text that Compose takes apart as a shell would, without one. Undefined without any. */
export function commandOf(
  value: unknown,
  variables: Variables,
  secretTexts: readonly string[] = [],
): Command | undefined {
  if (value === undefined || value === null) return undefined;
  const filled = texts(value).map((part) => interpolate(part, variables));
  const words = typeof value === "string" ? splitText(filled[0]?.text ?? "") : filled.map(({ text }) => text);
  if (words === undefined) return { problem: "a quotation mark is not closed; write it as a list" };
  if (words.length === 0) return undefined;
  const named = filled.flatMap(({ names }) => names);
  const carries = words.some((word) => secretTexts.some((text) => word.includes(text)));
  if (carries || named.some(hasSecretName) || isSecretCommand(words))
    return { problem: "it carries a secret; let the program read it from a variable of the environment" };
  if (words.some((word) => unfitCharacter(word) !== undefined))
    return { problem: "it has characters that do not reach a container" };
  return { words };
}

/** The words as one line for a shell. */
export function shellText(words: readonly string[]): string {
  // `sh -c TEXT` is that text.
  const [shell, option, script] = words;
  if (
    words.length === 3 &&
    /(^|\/)(ba|da|a)?sh$/.test(shell ?? "") &&
    option === "-c" &&
    script !== undefined
  )
    return script;
  return join([...words]);
}

function splitText(text: string): readonly string[] | undefined {
  try {
    return split(text);
  } catch {
    return undefined;
  }
}
