/** Whether a line of `pulumi up` is about what took two seconds or longer, or failed, or what the box said. */
export function tellingLine(line: string): boolean {
  return /\(([2-9]|\d{2,})([.]\d+)?s\)|failed|error:|^ {2}\S.*The box|Waiting for the box|Moving the databases/.test(
    line,
  );
}
