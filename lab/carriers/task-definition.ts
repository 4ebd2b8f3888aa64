import type { Container } from "../../components/fargate/container";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** Old ones stay known, as in ECS: a service may go back to one. */
export const taskDefinition: Carrier = {
  imitates: ["containerDefinitions", "family", "memory", "skipDestroy", "volumes"],
  create(lab, { inputs, computed = {} }) {
    const containers = JSON.parse(textInput(inputs, "containerDefinitions")) as readonly Container[];
    const [container, ...others] = containers;
    if (!container || others.length > 0) throw new Error("a task of the lab has one container");
    if (((inputs["volumes"] ?? []) as readonly unknown[]).length > 0)
      throw new Error("the lab does not imitate shared files (EFS)");
    const arn = textInput(computed, "arn");
    const [family, memoryMb] = [textInput(inputs, "family"), Number(inputs["memory"])];
    lab.ecs.definitions.set(arn, { arn, family, container, memoryMb });
    return Promise.resolve({});
  },
  /** Of tags: everything else is a new one. */
  update: () => Promise.resolve({}),
  remove: () => Promise.resolve(),
};
