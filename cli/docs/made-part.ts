// The formatter must leave alone what a command made.
const ignore = { start: "<!-- prettier-ignore-start -->", end: "<!-- prettier-ignore-end -->" };

/** The text with the part between its marks made anew. `name` is what the marks say, `file` is for the error. */
export function withMadePart(
  text: string,
  part: string,
  { name, file }: { name: string; file: string },
): string {
  const begin = `${ignore.start}\n\n<!-- ${name}: made by \`npm run docs\` -->`;
  const end = `<!-- /${name} -->\n\n${ignore.end}`;
  const [head, rest] = [text.indexOf(begin), text.indexOf(end)];
  if (head < 0 || rest < head) throw new RangeError(`${file} has no lines "${begin}" and "${end}"`);
  return `${text.slice(0, head + begin.length)}\n\n${part}\n\n${text.slice(rest)}`;
}
