/** Shorter values would blank out ordinary words. */
const shortest = 4;
const shown = "[secret]";

/** A line without secrets: not their values, not the password inside a URL, not either as it looks in a query. */
export function mask(line: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, ...passwordOf(secret)]);
  const all = forms
    .flatMap((form) => [form, encodeURIComponent(form), JSON.stringify(form).slice(1, -1)])
    .filter((form) => form.length >= shortest)
    .sort((one, other) => other.length - one.length);
  return all.reduce((text, form) => text.replaceAll(form, shown), line);
}

function passwordOf(secret: string): readonly string[] {
  const found = /^[a-z]+:\/\/[^:/@]*:([^@/]+)@/.exec(secret)?.[1];
  if (found === undefined) return [];
  try {
    return [found, decodeURIComponent(found)];
  } catch {
    return [found];
  }
}
