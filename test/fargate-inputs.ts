import type { Container } from "../components/fargate/container";
import type { EvaluatedStack } from "./evaluated";

/** Inputs of a resource that must be there. */
export function inputsOf({ resources }: EvaluatedStack, type: string, name: string) {
  const found = resources.find((one) => one.type === type && one.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found.inputs;
}

export function containerOf(stack: EvaluatedStack, name: string): Container {
  const { containerDefinitions } = inputsOf(stack, "aws:ecs/taskDefinition:TaskDefinition", name);
  const [container] = JSON.parse(String(containerDefinitions)) as [Container];
  return container;
}

export const typesOf = ({ resources }: EvaluatedStack) => new Set(resources.map(({ type }) => type));
