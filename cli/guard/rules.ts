import { recordOf, stateOf } from "../../cost/readers/state";
import { engineGraph, type EngineResource } from "../../policy/engine-graph";
import { judge, rulesFor, type Judgement } from "../../policy/judge";
import { rules } from "../../policy/rules";
import type { PreviewDocument, PreviewStep } from "./read-preview";
import { retirable } from "./retirable";

/** What the first update of a retirement lifts. */
const protection = "databases-are-protected-from-deletion";

/**
 * What the security rules say about the stack as it would be. `waived`: names of rules, or `rule:resource`, that the
 * user excuses.
 */
export function ruleFindings(document: PreviewDocument, waived: readonly string[] = []): Judgement {
  const { config, leftOut, failure } = document;
  const isLadders = Object.keys(config).some((key) => key.startsWith("ladder:"));
  const isPartial = leftOut > 0 || failure !== undefined;
  const judgement = judge(rulesFor(rules, isLadders), engineGraph(planned(document)), isPartial);
  const mayRetire = retirable(document);
  const violations = judgement.violations.filter(
    ({ rule, resource }) =>
      !waived.includes(rule.name) &&
      !waived.includes(`${rule.name}:${resource.name}`) &&
      !(rule.name === protection && mayRetire(resource.type, resource.name)),
  );
  return { ...judgement, violations };
}

/** Everything that stays or comes; not what is only looked at. A replacement may come as several steps. */
function planned({ steps }: PreviewDocument): readonly EngineResource[] {
  const found = steps.flatMap((step, index) => plannedBy(step, index + 1));
  return [...new Map(found.map((one) => [one.urn, one])).values()];
}

function plannedBy({ after, before }: PreviewStep, number: number): readonly EngineResource[] {
  if (!after) return [];
  const { resource, external, leaving } = stateOf(after, `step ${number}`);
  if (external || leaving) return [];
  const deployed = recordOf(before?.["outputs"]);
  const id = resource.id ?? before?.["id"];
  return [
    {
      ...resource,
      outputs: { ...deployed, ...resource.outputs },
      ...(typeof id === "string" && { id }),
    },
  ];
}
