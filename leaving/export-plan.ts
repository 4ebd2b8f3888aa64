import type { Plan } from "../plan/types";

/** The stack's plan for one machine with plain Docker: everything in containers beside the apps, the stock Caddy. */
export function exportPlan(plan: Plan): Plan {
  const { homes, box } = plan;
  const apps = plan.apps.map((app) => ({ ...app, rateLimit: undefined }));
  return {
    ...plan,
    apps,
    box: { ...box, edgeTag: undefined },
    homes: {
      database: homes.database && "box",
      cache: homes.cache && "box",
      files: homes.files && "box",
    },
  };
}
