import { didYouMean } from "../settings/did-you-mean";
import type { AppPlan, Plan } from "../plan/types";
import { LocalProblem } from "./problem";

/** The stack's plan for this machine: every app under `<app>.localhost`, and only the chosen apps if some are. */
export function localPlan(plan: Plan, only?: readonly string[]): Plan {
  const apps = chosen(plan.apps, only).map((app) => ({ ...app, hosts: [], redirectHosts: [] }));
  const dns = { zone: "none", records: [], manual: [], certificateNames: [] } as const;
  return withApps({ ...plan, dns, homes: localHomes(plan) }, apps);
}

/** Whatever the tier has elsewhere is in containers here. */
function localHomes({ homes }: Plan): Plan["homes"] {
  return {
    database: homes.database && "box",
    cache: homes.cache && "box",
    files: homes.files && "box",
  };
}

/** The plan when the edge image cannot be built: the stock image knows no rate limits. */
export function withoutRateLimits(plan: Plan): Plan {
  return withApps(
    plan,
    plan.apps.map((app) => ({ ...app, rateLimit: undefined })),
  );
}

/** MiB that the containers may use together. */
export function memoryOf({ apps, box }: Plan): number {
  const ofApps = apps.reduce((sum, app) => sum + app.memoryMb, 0);
  const database = apps.some((app) => app.database) ? box.databaseMemoryMb : 0;
  const cache = apps.some((app) => app.cache) ? box.cacheMemoryMb : 0;
  return ofApps + database + cache + (box.memory.lines.find(({ what }) => what === "caddy")?.mb ?? 0);
}

function withApps(plan: Plan, apps: readonly AppPlan[]): Plan {
  const edgeTag = apps.some((app) => app.rateLimit) ? plan.box.edgeTag : undefined;
  return { ...plan, apps, box: { ...plan.box, edgeTag } };
}

function chosen(apps: readonly AppPlan[], only?: readonly string[]): readonly AppPlan[] {
  if (only === undefined) return apps;
  const names = apps.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, names);
    throw new LocalProblem(
      `--only: no app is named ${JSON.stringify(unknown)}; allowed ${names.join(", ")}${hint ? `; ${hint}` : ""}`,
    );
  }
  return apps.filter(({ name }) => only.includes(name));
}
