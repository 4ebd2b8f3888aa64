/** Values of the variables that a Compose file names, from .env beside it. */
export type Variables = ReadonlyMap<string, string>;

/** A text with its variables filled in. */
export interface Filled {
  readonly text: string;
  /** Variables that were named. */
  readonly names: readonly string[];
  /** Those that have no value and no default: Compose takes an empty text. */
  readonly unset: readonly string[];
}

/** `$$`, `$NAME`, `${NAME}` and `${NAME` with an operator; what follows that is read by hand, for it may be nested. */
const next = /\$(?:(?<escaped>\$)|(?<plain>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)(?<operator>:?[-?+])?)/;

/** Defaults in defaults; real files have two. */
const deepest = 20;

/**
 * Fills in variables as Compose does: https://docs.docker.com/reference/compose-file/interpolation/, read 2026-11-21. What
 * is no variable stays as it is.
 */
export function interpolate(template: string, variables: Variables, depth = 0): Filled {
  const parts: Filled[] = [];
  let rest = template;
  for (let found = next.exec(rest); found; found = next.exec(rest)) {
    parts.push(plainText(rest.slice(0, found.index)));
    const after = rest.slice(found.index + found[0].length);
    const { part, end } = variable(found, after, variables, depth);
    parts.push(part);
    rest = after.slice(end);
  }
  return together([...parts, plainText(rest)]);
}

function variable(found: RegExpExecArray, after: string, variables: Variables, depth: number) {
  const { escaped, plain, name, operator } = found.groups ?? {};
  if (escaped !== undefined) return { part: plainText("$"), end: 0 };
  if (plain !== undefined) return { part: valueOf(plain, variables), end: 0 };
  const end = closing(after);
  if (name === undefined || end === undefined || depth > deepest)
    return { part: plainText(found[0]), end: 0 };
  const operand = after.slice(0, end);
  if (operator === undefined && operand !== "") return { part: plainText(found[0]), end: 0 };
  return { part: operated(name, operator, operand, variables, depth), end: end + 1 };
}

/** Where the brace that is open already closes. */
function closing(text: string): number | undefined {
  let open = 1;
  for (let index = 0; index < text.length; index += 1) {
    if (text.startsWith("${", index)) open += 1;
    else if (text[index] === "}") open -= 1;
    if (open === 0) return index;
  }
  return undefined;
}

function operated(
  name: string,
  operator: string | undefined,
  operand: string,
  variables: Variables,
  depth: number,
): Filled {
  const value = variables.get(name);
  const given = value !== undefined && (value !== "" || !operator?.startsWith(":"));
  const other = () => {
    const filled = interpolate(operand, variables, depth + 1);
    return { ...filled, names: [name, ...filled.names] };
  };
  if (operator?.endsWith("+")) return given ? other() : { text: "", names: [name], unset: [] };
  if (operator?.endsWith("-")) return given ? { text: value, names: [name], unset: [] } : other();
  return given ? { text: value, names: [name], unset: [] } : { text: "", names: [name], unset: [name] };
}

function valueOf(name: string, variables: Variables): Filled {
  const text = variables.get(name);
  return { text: text ?? "", names: [name], unset: text === undefined ? [name] : [] };
}

function plainText(text: string): Filled {
  return { text, names: [], unset: [] };
}

function together(parts: readonly Filled[]): Filled {
  return {
    text: parts.map(({ text }) => text).join(""),
    names: parts.flatMap(({ names }) => names),
    unset: parts.flatMap(({ unset }) => unset),
  };
}
