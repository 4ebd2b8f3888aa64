import type { Plan } from "../types";

/**
 * A tier that stands by: everything but workers, which may not run twice. A box still knows their databases, as it moves
 * them with the others. Sizes stay those of the whole, so that it can serve again at once.
 */
export function withoutWorkers(plan: Plan): Plan {
  const workers = plan.apps.filter(({ kind }) => kind === "worker");
  const names = new Set(workers.map(({ name }) => name));
  const elsewhere = workers.filter(({ database }) => database !== undefined);
  const { fargate, dataHome } = plan;
  return {
    ...plan,
    apps: plan.apps.filter(({ name }) => !names.has(name)),
    ...(fargate && {
      fargate: { ...fargate, services: fargate.services.filter(({ app }) => !names.has(app)) },
    }),
    ...(dataHome && elsewhere.length > 0 && { dataHome: { ...dataHome, elsewhere } }),
  };
}
