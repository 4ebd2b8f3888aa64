import type { AppPlan, Plan } from "../types";

/**
 * A tier that stands by: everything but workers, which may not run twice. On Fargate they stay with no copy: what is no longer
 * declared would end only after all else, when the other tier's run already. A box still knows their databases, as it moves
 * them with the others. Sizes stay those of the whole, so that it can serve again at once.
 */
export function withoutWorkers(plan: Plan): Plan {
  if (plan.tier === "fargate") return { ...plan, apps: plan.apps.map(resting) };
  const { dataHome } = plan;
  const elsewhere = plan.apps.filter(({ kind, database }) => kind === "worker" && database !== undefined);
  return {
    ...plan,
    apps: plan.apps.filter(({ kind }) => kind !== "worker"),
    ...(dataHome && elsewhere.length > 0 && { dataHome: { ...dataHome, elsewhere } }),
  };
}

function resting(app: AppPlan): AppPlan {
  return app.kind === "worker" ? { ...app, scale: { ...app.scale, min: 0, max: 0 } } : app;
}
