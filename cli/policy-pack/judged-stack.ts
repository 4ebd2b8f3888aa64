import type { PolicyResource } from "@pulumi/policy";
import { engineGraph, type EngineResource } from "../../policy/engine-graph";
import { judge, rulesFor, type Judgement } from "../../policy/judge";
import type { Rule } from "../../policy/rule";
import { readable, type SeenInputs } from "./seen-inputs";

/** What some rules say about the resources that Pulumi shows to a policy about the whole stack. */
export function judgedStack(
  rules: readonly Rule[],
  resources: readonly PolicyResource[],
  seen: SeenInputs,
): Judgement {
  const isLadders = resources.some(({ type }) => type.startsWith("ladder:"));
  const shown = resources.flatMap((one) => engineResource(one, seen));
  return judge(rulesFor(rules, isLadders), engineGraph(shown), shown.length < resources.length);
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
