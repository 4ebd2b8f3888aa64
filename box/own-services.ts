import type { Plan } from "../plan/types";

/** The servers that run beside the apps; a database or cache elsewhere needs none, unless data may come home. */
export function ownServices({ apps, homes, dataHome }: Plan): {
  readonly postgres: boolean;
  readonly redis: boolean;
} {
  return {
    postgres:
      (dataHome?.reachable.includes("box") ?? homes.database === "box") &&
      [...apps, ...(dataHome?.elsewhere ?? [])].some((app) => app.database),
    redis: homes.cache === "box" && apps.some((app) => app.cache),
  };
}
