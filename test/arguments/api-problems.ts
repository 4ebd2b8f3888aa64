import { apiRuleOf, breaks, ruleOf } from "./rules";

/** Arguments against AWS's API models (enumerations, patterns, lengths, ranges) and the limits that its documentation states. */
export function apiProblems(type: string, inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(inputs).flatMap(([name, value]) =>
    name === "tags" ? tagProblems(value ?? {}) : problemsAt(type, name, value),
  );
}

function problemsAt(type: string, path: string, value: unknown): readonly string[] {
  const api = apiRuleOf(type, path);
  const here = breaks(value, ruleOf(type, path)) ? [`${path}: AWS does not take ${short(value)}`] : [];
  const read = parsed(value, path);
  if (api?.own) return here;
  if (Array.isArray(read)) return [...here, ...read.flatMap((item) => problemsAt(type, `${path}[]`, item))];
  if (typeof read === "object" && read !== null)
    return Object.entries(read).flatMap(([name, item]) =>
      problemsAt(type, `${path}.${api?.map ? "*" : name}`, item),
    );
  return api ? here : [`${path}: compared with no API of AWS; see read-api-models.ts`];
}

/** The one argument that is JSON in AWS's own API model. */
function parsed(value: unknown, path: string): unknown {
  return path === "containerDefinitions" && typeof value === "string" ? JSON.parse(value) : value;
}

function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length})` : text;
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, read 2026-11-21 */
function tagProblems(tags: unknown): readonly string[] {
  const pairs = Object.entries(tags as Readonly<Record<string, unknown>>);
  const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  const bad = ([key, value]: readonly [string, unknown]) =>
    key.startsWith("aws:") ||
    breaks(key, { length: [1, 128], pattern: text.source }) ||
    breaks(value, { length: [0, 256], pattern: text.source });
  return [
    ...pairs.filter(bad).map(([key, value]) => `tags: AWS does not take ${key}=${String(value)}`),
    ...(pairs.length > 50 ? ["tags: more than 50"] : []),
  ];
}
