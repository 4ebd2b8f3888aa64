import { boxServices } from "../settings/reserved-names";

const longest = 40;

/** Gives every app a name that Ladder takes: `my_app.web` is `my-app-web`. No name is given twice. */
export function appNames(): (wanted: string) => string {
  const taken = new Set<string>(boxServices);
  return (wanted) => {
    const name = free(plainName(wanted, longest, "app"), taken);
    taken.add(name);
    return name;
  };
}

/** Lower-case letters, digits and single hyphens, starting with a letter. */
export function plainName(text: string, limit: number, otherwise: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "");
  const lettered = /^[a-z]/.test(plain) ? plain : `${otherwise}-${plain}`;
  return lettered.slice(0, limit).replace(/-+$/, "");
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const numbered = Array.from(
    { length: taken.size + 1 },
    (_, index) => `${name.slice(0, longest - 6).replace(/-+$/, "")}-${index + 2}`,
  );
  return numbered.find((other) => !taken.has(other)) ?? name;
}
