import type { Graph, Resource, Rule } from "./rule";
import { WatchedGraph } from "./watched-graph";

/** A resource that breaks a rule. */
export interface Violation {
  readonly rule: Rule;
  readonly resource: Resource;
}

export interface Judgement {
  readonly violations: readonly Violation[];
  /** Rule and resource where the answer hangs on what is only known after `up`, or stands elsewhere. */
  readonly unjudged: readonly Violation[];
}

/** What some rules say about a graph that may hold unknown values; `isPartial`: it may lack resources, too. */
export function judge(rules: readonly Rule[], graph: Graph, isPartial = false): Judgement {
  const watched = new WatchedGraph(graph, isPartial);
  const all = rules.flatMap((rule) =>
    [...watched.answers(rule)].map(([resource, answer]) => ({ rule, resource, answer })),
  );
  return {
    violations: all.filter(({ answer }) => answer === "broken"),
    unjudged: all.filter(({ answer }) => answer === "unjudged"),
  };
}

/** The rules for a program: all for Ladder's own, those that hold for everybody's for another. */
export function rulesFor(all: readonly Rule[], isLadders: boolean): readonly Rule[] {
  return isLadders ? all : all.filter(({ general }) => general);
}
