import instanceData from "../settings/data/instance-types.json";
import { memoryPlan } from "../plan/memory";
import { settingsSchema } from "../settings/schema";
import type { AppInput } from "./joined";
import { JoiningProblem } from "./problem";

/** The smallest box that the apps fit into. Throws JoiningProblem when there is none. */
export function instanceFor(apps: readonly AppInput[]): string {
  const { databaseMemoryMb, cacheMemoryMb } = settingsSchema.shape.box.parse({});
  const [any] = instanceData.types;
  const { smallestThatFits, neededMb } = memoryPlan({
    instanceType: any?.type ?? "",
    apps: apps.map(({ name, memoryMb = 0 }) => ({ name, memoryMb })),
    databaseMb: apps.some(({ database }) => database) ? databaseMemoryMb : undefined,
    cacheMb: apps.some(({ cache }) => cache) ? cacheMemoryMb : undefined,
  });
  if (smallestThatFits === "")
    throw new JoiningProblem(
      `The apps need ${neededMb} MiB of memory, more than the largest box has: lower the limits in the file, or import a part of it.`,
    );
  return smallestThatFits;
}
