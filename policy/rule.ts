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
  /** Resources that break it, by URN. */
  broken(graph: Graph): readonly string[];
}

/** A rule about each resource of one type. */
export function each(
  type: string,
  id: string,
  title: string,
  holds: (resource: Resource, graph: Graph) => boolean,
): Rule {
  return {
    id,
    title,
    broken: (graph) =>
      ofType(graph, type)
        .filter((one) => !holds(one, graph))
        .map((one) => one.urn),
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
