import { taskFamily } from "../plan/names";
import type { Box } from "../rig/box";
import type { Tier } from "../settings/schema";
import type { Lab } from "./lab";
import { stackName } from "./lab-folder";

/** Worker -> the tiers that it runs on. */
export type LabWorkers = Readonly<Record<string, readonly Tier[]>>;

/** Where each of these workers runs now. */
export async function labWorkers(lab: Lab, workers: readonly string[]): Promise<LabWorkers> {
  const found = workers.map(async (worker) => [worker, await tiersOf(lab, worker)] as const);
  return Object.fromEntries(await Promise.all(found));
}

async function tiersOf({ machines, beanstalk, ecs }: Lab, worker: string): Promise<readonly Tier[]> {
  const instances = beanstalk.environments.flatMap((environment) => environment.instances);
  const on = async (all: readonly { readonly box: Box }[]) =>
    (await Promise.all(all.map(({ box }) => runsOn(box, worker)))).includes(true);
  const tasks = ecs.tasks.filter(
    ({ wish, isRunning }) => isRunning && wish.definition.family === taskFamily(stackName, worker),
  );
  const places = {
    compose: await on([...machines.values()]),
    beanstalk: await on(instances),
    fargate: tasks.length > 0,
  };
  return (Object.keys(places) as Tier[]).filter((tier) => places[tier]);
}

async function runsOn(box: Box, worker: string): Promise<boolean> {
  const { stdout } = await box.try(`docker ps --quiet --filter label=com.docker.compose.service=${worker}`);
  return stdout.trim() !== "";
}
