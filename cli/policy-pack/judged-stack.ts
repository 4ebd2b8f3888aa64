import type { PolicyResource } from "@pulumi/policy";
import { engineGraph, type EngineResource } from "../../policy/engine-graph";
import { judge, rulesFor, type Judgement } from "../../policy/judge";
import { rules } from "../../policy/rules";
import { readable, type SeenInputs } from "./seen-inputs";

interface Judged {
  /** How much had been seen. */
  readonly seen: number;
  readonly judgement: Judgement;
  /** Policies that have had it. */
  readonly told: Set<string>;
}

/** What all rules say about the resources that Pulumi shows to a policy about the whole stack. */
export class JudgedStack {
  private last: Judged | undefined;

  constructor(private readonly seen: SeenInputs) {}

  /**
   * The judgement for a policy. Pulumi asks every policy once about a stack, each with resources read anew, and does not say
   * when it begins with another: one that asks again, or has seen more since, does.
   */
  for(policy: string, resources: readonly PolicyResource[]): Judgement {
    const isSame = this.last?.seen === this.seen.count && !this.last.told.has(policy);
    const judged = isSame && this.last ? this.last : this.judged(resources);
    judged.told.add(policy);
    this.last = judged;
    return judged.judgement;
  }

  private judged(resources: readonly PolicyResource[]): Judged {
    const isLadders = resources.some(({ type }) => type.startsWith("ladder:"));
    const shown = resources.flatMap((one) => engineResource(one, this.seen));
    const isPartial = shown.length < resources.length;
    const judgement = judge(rulesFor(rules, isLadders), engineGraph(shown), isPartial);
    return { seen: this.seen.count, judgement, told: new Set() };
  }
}

function engineResource(one: PolicyResource, seen: SeenInputs): readonly EngineResource[] {
  const inputs = seen.of(one.urn);
  if (!inputs) return [];
  const outputs = readable(one.props) as Readonly<Record<string, unknown>>;
  const references = Object.entries(one.propertyDependencies).map(
    ([input, on]) => [input, on.map(({ urn }) => urn)] as const,
  );
  return [
    {
      urn: one.urn,
      type: one.type,
      name: one.name,
      inputs,
      outputs,
      references: Object.fromEntries(references),
      ...(typeof outputs["id"] === "string" && { id: outputs["id"] }),
    },
  ];
}
