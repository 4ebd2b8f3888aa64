const longestText = 60;

/** Characters that JSON leaves as they are, but that end a line, turn its direction or steer a terminal. */
const unprintable = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text in quotes, on one line, shortened. */
export function quoted(text: string): string {
  return escaped(JSON.stringify(text.length > longestText ? `${text.slice(0, longestText)}…` : text));
}

/** Text without characters that would spoil a line. */
export function escaped(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
