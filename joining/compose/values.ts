import { type Fields, isFields } from "../../settings/settings-view";

/** The list, or an empty one in place of anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, number or boolean as text; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" || typeof value === "bigint"
    ? String(value)
    : undefined;
}

/** Texts of a list, or the one text that stands in its place. */
export function texts(value: unknown): readonly string[] {
  const one = scalarText(value);
  return one === undefined ? list(value).flatMap((item) => scalarText(item) ?? []) : [one];
}

/** A map, or a list of `NAME=value` and `NAME`; undefined where no value is given. */
export function pairs(value: unknown): ReadonlyMap<string, string | undefined> {
  if (isFields(value))
    return new Map(Object.entries(value).map(([name, text]) => [name, scalarText(text) ?? undefined]));
  return new Map(
    texts(value).map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line.trim(), undefined] : [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

/** Whether a switch is on; a variable that is filled in makes a text of it. */
export function isOn(value: unknown): boolean {
  return value === true || (typeof value === "string" && /^(true|yes|on|y)$/i.test(value.trim()));
}

/** Whether a setting says something: `false`, empty lists and empty maps do not. */
export function isSaid(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isFields(value) || Object.keys(value).length > 0;
}

/** The keys of a map, or the texts of a list: `depends_on`, `networks`. */
export function names(value: unknown): readonly string[] {
  return isFields(value) ? Object.keys(value) : texts(value);
}

/** A map under a key, or an empty one. */
export function under(map: Fields, ...path: readonly string[]): Fields {
  return path.reduce<Fields>((value, key) => {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    return isFields(inner) ? inner : {};
  }, map);
}
