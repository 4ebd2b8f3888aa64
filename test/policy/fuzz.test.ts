import { expect } from "chai";
import fc from "fast-check";
import { engineGraph } from "../../policy/engine-graph";
import { judge, type Violation } from "../../policy/judge";
import type { Graph, Resource } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { engineForm } from "./engine-form";
import { spoilable } from "./judged-stacks";

const stacks = 1_000;
const changedAtOnce = 12;

/** What may stand where a rule looks for something else. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, "", "*", "[unknown]", "[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
  fc.constantFrom(0, -1, Number.NaN, true, false, [], {}, [null], [undefined], [[]], [{}], { a: null }),
  fc.constantFrom(
    "null",
    "[]",
    "[null]",
    "{}",
    '{"Statement":null}',
    '{"Statement":[null]}',
    '{"Statement":"x"}',
  ),
  fc.constantFrom('{"Statement":[{"Principal":[null],"Action":[null],"Resource":{}}]}', '[{"secrets":null}]'),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A place in a graph and what stands there instead. */
const change = fc.record({
  resource: fc.nat(),
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  value: anything,
});

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(graph: Graph, changes: readonly Change[]): Graph {
  const copy = [...graph];
  for (const { resource, path, value } of changes) {
    const index = resource % copy.length;
    const one = copy[index] as Resource;
    copy[index] = { ...one, inputs: replaced(one.inputs, path, value) as Resource["inputs"] };
  }
  return copy;
}

/** The value with another one at a path; each step picks a key by its number. */
function replaced(value: unknown, [step = 0, ...rest]: readonly number[], by: unknown): unknown {
  if (typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % keys.length];
  if (key === undefined) return value;
  const inner = rest.length === 0 ? by : replaced((value as Record<string, unknown>)[key], rest, by);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? inner : item));
  return { ...value, [key]: inner };
}

describe(`rules on ${stacks} stacks that no program would make`, () => {
  it("give an answer for each, whatever stands in them", async () => {
    const graphs = await spoilable();
    const judged = fc.record({
      stack: fc.nat({ max: graphs.length - 1 }),
      changes: fc.array(change, { minLength: 1, maxLength: changedAtOnce }),
      isPartial: fc.boolean(),
      shown: fc.constantFrom("recorded" as const, "first preview" as const, "after up" as const),
    });
    fc.assert(
      fc.property(judged, ({ stack, changes, isPartial, shown }) => {
        const graph = graphs[stack] ?? [];
        const odd = changed(graph, changes).filter((_, index) => touched(index, graph, changes));
        const seen: Graph = shown === "recorded" ? odd : engineGraph(engineForm(odd, shown));
        const { violations, unjudged } = judge(rules, seen, isPartial);
        const waiting = new Set(unjudged.map(keyOf));
        const broken = rules.flatMap((rule) => rule.broken(seen).map((urn) => `${rule.name} ${urn}`));
        expect(violations.map(keyOf)).to.deep.equal(broken.filter((key) => !waiting.has(key)));
      }),
      { numRuns: stacks },
    );
  }).timeout(120_000);
});

/** The changed resources, and every third of the others. */
function touched(index: number, graph: Graph, changes: readonly Change[]): boolean {
  return index % 3 === 0 || changes.some(({ resource }) => resource % graph.length === index);
}

function keyOf({ rule, resource }: Violation): string {
  return `${rule.name} ${resource.urn}`;
}
