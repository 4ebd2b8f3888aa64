import type { Graph, Resource } from "../../policy/rule";

/** Makes a sound graph break a rule. */
export type Spoil = (graph: Graph) => Graph;

/** Other inputs for the first resource of a type; `undefined` takes one away. */
export function changed(type: string, inputs: Readonly<Record<string, unknown>>): Spoil {
  return (graph) =>
    replaced(graph, first(graph, type), (one) => [{ ...one, inputs: { ...one.inputs, ...inputs } }]);
}

/** Without the first resource of a type. */
export function removed(type: string): Spoil {
  return (graph) => replaced(graph, first(graph, type), () => []);
}

/** With one more resource; it may refer to the first resource of another type. */
export function added(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  refers?: { readonly input: string; readonly to: string },
): Spoil {
  return (graph) => {
    const reference = refers && { [refers.input]: `\${${first(graph, refers.to).urn}.id}` };
    return [...graph, { urn: "urn:added", type, name: "added", inputs: { ...inputs, ...reference } }];
  };
}

/** The first policy of a type with these statements and no others. */
export function policy(type: string, ...statements: readonly unknown[]): Spoil {
  return changed(type, { policy: policyText(...statements) });
}

export function policyText(...statements: readonly unknown[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function first(graph: Graph, type: string): Resource {
  const found = graph.find((resource) => resource.type === type);
  if (!found) throw new Error(`the stack has no ${type} to spoil`);
  return found;
}

function replaced(graph: Graph, target: Resource, change: (one: Resource) => Graph): Graph {
  return graph.flatMap((resource) => (resource === target ? change(resource) : [resource]));
}
