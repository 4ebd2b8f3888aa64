/** One figure, aligned with the others. */
export function print(what: string, value: number, unit: string): void {
  process.stdout.write(`${what.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit}\n`);
}
