/** Tags of every resource that people meet in the console or on the bill. */
export function tags(stack: string, role: string): Record<string, string> {
  return { Name: `ladder-${stack}-${role}`, Project: "ladder", Stack: stack };
}
