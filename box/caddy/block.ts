/** A block of a Caddyfile, its lines indented. */
export function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...lines.flatMap((line) => line.split("\n")).map((line) => `\t${line}`), "}"].join(
    "\n",
  );
}
