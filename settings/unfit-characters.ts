/**
 * What does not reach a container as it was written: U+0000 ends an environment variable, YAML refuses U+007F to U+009F,
 * U+FFFE and U+FFFF or turns them into spaces, and half a surrogate pair is no character.
 */
const unfit = /[\0\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** The first such character as `U+0085`; undefined when the text arrives exactly. */
export function unfitCharacter(text: string): string | undefined {
  const found = unfit.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
}
