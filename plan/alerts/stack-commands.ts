/** A text whose commands are those of one stack: without its name they would ask `dev`, whoever is woken up. */
export function withStack(text: string, stack: string): string {
  return text
    .replaceAll(/`npm run (box|restore|schedule) -- /g, `\`npm run $1 -- -s ${stack} `)
    .replaceAll("`pulumi up`", `\`pulumi up -s ${stack}\``);
}
