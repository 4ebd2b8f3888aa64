import type { Graph, Resource, Rule } from "./rule";

/** Stands for a value that is only known after `up`; recorded graphs use it, too. */
export const unknownText = "[unknown]";

export type Answer = "holds" | "broken" | "unjudged";

/**
 * A graph that notices what a rule read. An answer that hangs on a value not known yet, or on resources that a partial
 * graph may lack, is none: the rule is neither broken nor kept.
 */
export class WatchedGraph {
  private readonly resources: Graph;
  private readonly watched: Graph;
  private missed = false;

  constructor(graph: Graph, isPartial: boolean) {
    this.resources = graph.map((one) => ({ ...one, inputs: this.watch(one.inputs) }));
    this.watched = isPartial ? this.watchList(this.resources) : this.resources;
  }

  /** The answer of a rule for each resource that it judges. */
  *answers(rule: Rule): Generator<readonly [resource: Resource, answer: Answer]> {
    for (const one of this.resources) if (rule.types.includes(one.type)) yield [one, this.answer(rule, one)];
  }

  private answer(rule: Rule, one: Resource): Answer {
    this.missed = false;
    const holds = rule.holds(one, this.watched);
    if (this.missed) return "unjudged";
    return holds ? "holds" : "broken";
  }

  private watch<Value extends object>(value: Value): Value {
    return new Proxy(value, {
      get: (target, key, receiver) => {
        const found: unknown = Reflect.get(target, key, receiver);
        if (found === unknownText) this.missed = true;
        return typeof found === "object" && found !== null ? this.watch(found) : found;
      },
    });
  }

  /** Looking at other resources means that one of those left out might have mattered. */
  private watchList(graph: Graph): Graph {
    return new Proxy(graph, {
      get: (target, key, receiver): unknown => {
        this.missed = true;
        return Reflect.get(target, key, receiver);
      },
    });
  }
}
