const units = { MB: 1e6, GB: 1e9 } as const;
const [leastBytes, mostBytes] = [units.MB, 20 * units.GB];

/** `100MB` -> bytes; undefined: not a size that the lab can fill a database with. */
export function dataBytes(text: string): number | undefined {
  const [, amount, unit] = /^([1-9]\d{0,4})(MB|GB)$/.exec(text) ?? [];
  if (unit === undefined) return undefined;
  const bytes = Number(amount) * units[unit as keyof typeof units];
  return bytes >= leastBytes && bytes <= mostBytes ? bytes : undefined;
}

export const dataSizes = "A size is 1MB to 20GB, such as 100MB or 2GB.";

export function sizeText(bytes: number): string {
  return bytes % units.GB === 0 ? `${bytes / units.GB} GB` : `${Math.round(bytes / units.MB)} MB`;
}
