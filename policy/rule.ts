import { sourceOf } from "./source";

/** The parts of a resource that rules read; recorded resources have this shape. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Input -> URNs of what it refers to. Without it the references stand in the inputs, as `${urn.output}`. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

export type Graph = readonly Resource[];

/** What a rule says to people. */
export interface RuleText {
  /** Ids of the public rule sets it comes from: Checkov (CKV), AWS Foundational Security Best Practices, CIS; or `ladder-…`. */
  readonly id: string;
  /** What holds, as a claim; unique. */
  readonly title: string;
  /** What can happen otherwise, one sentence. */
  readonly reason: string;
  /** What to change, one sentence. */
  readonly remedy: string;
  /** The page of the project that explains a rule of its own. Default: the pages of the rule sets. */
  readonly source?: string;
  /** Whether it judges the programs of others, too: it holds wherever its sources do, whatever somebody's habits are. */
  readonly general?: true;
}

/** A rule that must hold in every stack. */
export interface Rule extends RuleText {
  /** The title as an identifier: `volumes-are-encrypted`. */
  readonly name: string;
  readonly source: string;
  /** Types of the resources it judges. */
  readonly types: readonly string[];
  holds(one: Resource, graph: Graph): boolean;
  /** Resources that break it, by URN. */
  broken(graph: Graph): readonly string[];
}

/** A rule about each resource of some types. */
export function each(
  types: string | readonly string[],
  text: RuleText,
  holds: (resource: Resource, graph: Graph) => boolean,
): Rule {
  const judged = typeof types === "string" ? [types] : types;
  return {
    ...text,
    name: identifier(text.title),
    source: text.source ?? sourceOf(text.id),
    types: judged,
    holds,
    broken: (graph) =>
      graph.filter((one) => judged.includes(one.type) && !holds(one, graph)).map((one) => one.urn),
  };
}

function identifier(title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll("'", "")
    .match(/[a-z0-9]+/g);
  return (words ?? []).join("-");
}

export function ofType(graph: Graph, type: string): Graph {
  return graph.filter((resource) => resource.type === type);
}

/** Whether an input of a resource refers to another resource. */
export function refersTo(from: Resource, input: string, to: Resource): boolean {
  if (from.references) return from.references[input]?.includes(to.urn) ?? false;
  return JSON.stringify(from.inputs[input] ?? null).includes(`\${${to.urn}.`);
}

/** The input at a path of keys, or undefined. */
export function at(resource: Resource, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
    resource.inputs,
  );
}

/** A value that may stand alone or in a list. */
export function list<Item>(value: Item | readonly Item[] | undefined | null): readonly Item[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}

/** The same for objects; what is none stands as an empty one, so that it lacks all that a rule asks for. */
export function records<Item extends object>(value: unknown): readonly Partial<Item>[] {
  return list(value).map((item) =>
    typeof item === "object" && item !== null ? (item as Partial<Item>) : {},
  );
}
