/** What to type to change settings of one stack: `set tier compose` -> `pulumi config set tier compose -s prod`. */
export function configCommand(stack: string, change: string): string {
  return `pulumi config ${change} -s ${stack}`;
}
