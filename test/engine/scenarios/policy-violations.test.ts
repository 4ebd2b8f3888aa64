import { expect } from "chai";
import { judge } from "../../../policy/judge";
import type { Graph, Resource, Rule } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { sentence } from "../../../policy/sentence";
import { spoilable } from "../../policy/judged-stacks";
import { violations } from "../../policy/violations";
import { judged } from "../deployment";
import { graphStack, isRegistered } from "../graph-stack";

/** `rule (resource)` of every violation that Pulumi prints under Policies. */
function shown(text: string): readonly string[] {
  const found = text.matchAll(/^ +- \[mandatory\] +([\w-]+) +\((?:[\w:/-]+): ([^)]+)\)/gm);
  return [...found].map(([, rule = "", resource = ""]) => `${rule} (${resource})`).sort();
}

/** Breaks as many of the rules as a graph can break at once, without a change of names. */
function spoiledBy(unbroken: ReadonlySet<Rule>, graph: Graph): Graph {
  return [...unbroken]
    .reduce((before, { title }, number) => {
      const [after = before] = (violations[title] ?? []).flatMap((spoil) => {
        try {
          return [spoil(before)];
        } catch {
          // It has nothing that this could break.
          return [];
        }
      });
      return after.map((one) => renamed(one, number));
    }, graph)
    .filter(isRegistered);
}

/** Each that is added gets a name of its own. */
function renamed(one: Resource, number: number): Resource {
  if (one.urn !== "urn:added") return one;
  return { ...one, urn: `urn:added-${number}`, name: `added-${number}` };
}

/** As few graphs as break every rule; each breaks what no earlier one did. */
function breakingAll(graphs: readonly Graph[]): readonly Graph[] {
  const unbroken = new Set(rules);
  const chosen: Graph[] = [];
  const broken = (graph: Graph) =>
    new Set(
      judge(rules, graph)
        .violations.map(({ rule }) => rule)
        .filter((rule) => unbroken.has(rule)),
    );
  for (;;) {
    const [best] = graphs
      .map((graph) => spoiledBy(unbroken, graph))
      .map((graph) => ({ graph, fresh: broken(graph) }))
      .toSorted((one, other) => other.fresh.size - one.fresh.size);
    if (!best || best.fresh.size === 0) break;
    chosen.push(best.graph);
    for (const rule of best.fresh) unbroken.delete(rule);
  }
  expect([...unbroken].map(({ title }) => title)).to.deep.equal([]);
  return chosen;
}

/** Pulumi says exactly what the rules themselves say of the same graph. */
async function expectRefused(graph: Graph): Promise<void> {
  const { deployment, folder } = await graphStack(graph);
  const update = await deployment.up("-C", folder);
  expect(update.exitCode, update.stdout).to.equal(0);
  const { stdout, exitCode } = await deployment.previewText("-C", folder, ...judged);
  expect(exitCode).to.not.equal(0);
  const own = judge(rules, graph).violations;
  expect(shown(stdout)).to.deep.equal(
    own.map(({ rule, resource }) => `${rule.name} (${resource.name})`).sort(),
  );
  for (const { rule } of own) expect(stdout).to.include(sentence(rule));
}

describe("engine: `pulumi preview --policy-pack policy` on spoiled stacks", () => {
  it("fails for each broken rule, with its sentence", async function () {
    this.timeout(600_000);
    for (const graph of breakingAll(await spoilable())) await expectRefused(graph);
  });
});
