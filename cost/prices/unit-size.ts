const SCALES: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6 };

/** How many single things one unit of a price covers: 1,000,000 for `USD per 1M`, 1 for `USD per hour`. */
export function unitSize(unit: string): number {
  const [, digits, scale] = /^USD per (\d+)(k|M|)\b/.exec(unit) ?? [];
  return digits === undefined ? 1 : Number(digits) * (SCALES[scale ?? ""] ?? 1);
}
