const unitSeconds: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const unitBytes: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** Seconds of a duration of Compose such as `1m30s`; undefined when it is none. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ""] ?? 0), 0);
}

/** MiB of an amount of Compose such as `512M`, `1gb` or a number of bytes; undefined when it is none. */
export function mebibytes(text: string | undefined): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text?.trim() ?? "");
  if (!found) return undefined;
  const bytes = Number(found[1]) * (unitBytes[(found[2] ?? "").toLowerCase()] ?? 1);
  return bytes > 0 ? Math.ceil(bytes / 1024 ** 2) : undefined;
}
