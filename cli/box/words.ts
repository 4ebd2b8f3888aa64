const steps = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
] as const;

/** How long ago, in the largest whole unit: `3 h`. */
export function age(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - then.getTime()) / 1000));
  const [size, unit] = steps.find(([length]) => seconds >= length) ?? [1, "s"];
  return `${Math.floor(seconds / size)} ${unit}`;
}

const mebibyte = 2 ** 20;

/** `96 MiB`, `1.5 GiB`. */
export function bytes(amount: number): string {
  if (amount >= 1024 * mebibyte) return `${(amount / mebibyte / 1024).toFixed(1)} GiB`;
  return `${Math.round(amount / mebibyte)} MiB`;
}
