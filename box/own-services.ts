import type { Plan } from "../plan/types";

/** The servers that run beside the apps; a database or cache elsewhere needs none. */
export function ownServices({ apps, homes }: Plan): {
  readonly postgres: boolean;
  readonly redis: boolean;
} {
  return {
    postgres: homes.database === "box" && apps.some((app) => app.database),
    redis: homes.cache === "box" && apps.some((app) => app.cache),
  };
}
