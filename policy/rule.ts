/** The parts of a resource that rules read; recorded resources have this shape. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export type Graph = readonly Resource[];

/** A rule that must hold in every stack. */
export interface Rule {
  /** Ids of the public rule sets it comes from: Checkov (CKV), AWS Foundational Security Best Practices, CIS. */
  readonly id: string;
  readonly title: string;
  /** Types of the resources it judges. */
  readonly types: readonly string[];
  /** Resources that break it, by URN. */
  broken(graph: Graph): readonly string[];
}

/** A rule about each resource of some types. */
export function each(
  types: string | readonly string[],
  id: string,
  title: string,
  holds: (resource: Resource, graph: Graph) => boolean,
): Rule {
  const judged = typeof types === "string" ? [types] : types;
  return {
    id,
    title,
    types: judged,
    broken: (graph) =>
      graph.filter((one) => judged.includes(one.type) && !holds(one, graph)).map((one) => one.urn),
  };
}

export function ofType(graph: Graph, type: string): Graph {
  return graph.filter((resource) => resource.type === type);
}

/** Whether a value contains a reference to the resource. */
export function refersTo(value: unknown, resource: Resource): boolean {
  return JSON.stringify(value ?? null).includes(`\${${resource.urn}.`);
}

/** The input at a path of keys, or undefined. */
export function at(resource: Resource, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    resource.inputs,
  );
}

/** A value that may stand alone or in a list. */
export function list<Item>(value: Item | readonly Item[] | undefined | null): readonly Item[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}
