import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { apiProblems } from "./api-problems";
import { combinationProblems } from "./combinations";
import { declaredArguments, type Arguments } from "./declared-arguments";
import { declaredProblems } from "./declared-problems";
import { documentProblems } from "./policy-documents";
import { breaks, type Rule } from "./rules";
import stated from "./stated-limits.json";

const known = new Map<string, Arguments>();

/** What the provider or AWS would refuse of a resource's arguments, as far as their own published descriptions tell. */
export function argumentProblems(resource: RecordedResource): readonly string[] {
  const { type, name, inputs, custom } = resource;
  if (!custom || !/^(aws|docker|random):/.test(type)) return [];
  const declared = known.get(type) ?? declaredArguments(type);
  known.set(type, declared);
  const kinds = declaredProblems(inputs, declared);
  const problems = [
    ...kinds,
    ...(type.startsWith("aws:") ? [...apiProblems(type, inputs), ...nameProblems(resource)] : []),
    // What stands beside what is only looked at where every argument is what it should be.
    ...(kinds.length === 0 ? [...combinationProblems(resource), ...documentProblems(inputs)] : []),
  ];
  return problems.map((problem) => `${type} ${name}: ${problem}`);
}

/** Names that Pulumi makes from the logical one: `shop-1a2b3c4`. */
function nameProblems({ type, name, inputs }: RecordedResource): readonly string[] {
  const rule = (stated.names.rules as Readonly<Record<string, Rule>>)[type];
  const given = ["name", "namePrefix"].some((argument) => argument in inputs);
  const made = `${name}-0000000`;
  return rule && !given && breaks(made, rule) ? [`name: AWS does not take ${made}`] : [];
}
