import type { z } from "zod";
import { allowedText } from "./allowed-text";
import { didYouMean } from "./did-you-mean";
import type { Problem } from "./problems";
import { knownKeys, nodeAt, type SchemaNode, unwrapped } from "./schema-node";
import { formatPath, type SettingPath, valueAt } from "./setting-path";
import { shownValue } from "./shown-value";

type Issue = z.core.$ZodIssue;

/** One issue at its full path, with the schema it broke and the value it is about. */
interface Finding {
  readonly issue: Issue;
  readonly path: SettingPath;
  readonly node: SchemaNode | undefined;
  readonly value: unknown;
}

/** What the schema found, each as a problem in words. */
export function schemaProblems(
  issues: readonly Issue[],
  raw: unknown,
  schema: z.core.$ZodType,
): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf(finding(issue, [], raw, schema), raw));
}

function finding(issue: Issue, base: SettingPath, raw: unknown, schema: z.core.$ZodType): Finding {
  const path = [...base, ...(issue.path as SettingPath)];
  return { issue, path, node: nodeAt(schema, issue.path as SettingPath), value: valueAt(raw, path) };
}

function problemsOf(found: Finding, raw: unknown): readonly Problem[] {
  const { issue } = found;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownSetting(found, key));
    case "invalid_union":
      return unionProblems(found, issue.errors, raw);
    case "invalid_key":
      return [wrongKey(found)];
    case "invalid_value":
      return [{ ...plainProblem(found, "unknown value"), hint: nearValue(found) }];
    case "too_big":
      return sizeProblems(found, tooBig[issue.origin] ?? "too large", `at most ${issue.maximum}`);
    case "too_small":
      return sizeProblems(found, tooSmall[issue.origin] ?? "too small", `at least ${issue.minimum}`);
    case "invalid_type":
      return [plainProblem(found, wrongType(found, issue.expected))];
    case "invalid_format":
    case "invalid_element":
    case "not_multiple_of":
      return [plainProblem(found, "wrong format")];
    case "custom":
      return [{ ...plainProblem(found, "wrong format"), hint: ownHint(issue.message) }];
  }
}

const tooBig: Readonly<Record<string, string>> = { string: "too long", array: "too many items" };
const tooSmall: Readonly<Record<string, string>> = { string: "too short", array: "too few items" };

function plainProblem({ path, node, value }: Finding, problem: string): Problem {
  return {
    path: formatPath(path),
    problem,
    got: shownValue(value, path),
    allowed: node && allowedText(node),
  };
}

function wrongType({ value }: Finding, expected: string): string {
  if (value === undefined) return "missing";
  return expected === "int" && typeof value === "number" ? "not a whole number" : "wrong type";
}

/** Texts and lists have a length, which the words of the schema do not say. A text in a list's place has none that counts. */
function sizeProblems(found: Finding, problem: string, limit: string): readonly Problem[] {
  const { value, node } = found;
  if (node?._zod.def.type === "array" && !Array.isArray(value)) return [];
  const plural = limit.endsWith(" 1") ? "" : "s";
  const counted = typeof value === "string" ? "character" : Array.isArray(value) ? "item" : undefined;
  return [
    {
      ...plainProblem(found, problem),
      ...(counted !== undefined && { allowed: `${limit} ${counted}${plural}` }),
    },
  ];
}

/** What the schema itself says beside a check of its own; zod's word for none says nothing. */
function ownHint(message: string): string | undefined {
  return message === "Invalid input" ? undefined : message;
}

function unknownSetting({ path, node }: Finding, key: string): Problem {
  const known = knownKeys(node);
  const hint = didYouMean(key, known);
  const allowed = hint === undefined ? known.join(", ") : undefined;
  return { path: formatPath([...path, key]), problem: "unknown setting", allowed, hint };
}

/** A map's key of the wrong form; the path ends in that key. */
function wrongKey({ path, issue }: Finding): Problem {
  const words = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  return { path: formatPath(path), problem: "wrong name", allowed: words };
}

function nearValue({ node, value, path }: Finding): string | undefined {
  if (typeof value !== "string" || path.includes("secrets") || node?._zod.def.type !== "enum")
    return undefined;
  return didYouMean(value, Object.values(node._zod.def.entries).map(String));
}

/** Of a union only the branch that the value was meant for is reported; when it fits none, what all of them accept. */
function unionProblems(found: Finding, branches: readonly Issue[][], raw: unknown): readonly Problem[] {
  const meant = branches.findIndex(
    (issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const option = found.node?._zod.def.type === "union" ? found.node._zod.def.options[meant] : undefined;
  if (!option) return [plainProblem(found, "wrong type")];
  return (branches[meant] ?? []).flatMap((issue) =>
    problemsOf(finding(issue, found.path, raw, unwrapped(option)), raw),
  );
}
