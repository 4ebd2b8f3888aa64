import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { LastSuccess, Memory } from "./memory";

type Described = Pick<Settings, "apps">;

/** Versions of the passwords that apps on ElastiCache have after this update; nothing where none is there. */
export function cachePasswords(
  { apps }: Described,
  onElasticache: boolean,
): Pick<LastSuccess, "cachePasswords"> {
  const using = onElasticache ? apps.filter(({ cache }) => cache) : [];
  if (using.length === 0) return {};
  return {
    cachePasswords: Object.fromEntries(using.map(({ name, passwordVersion }) => [name, passwordVersion])),
  };
}

/**
 * ElastiCache takes two passwords of a user, the version of the settings and the one before: after any other step, copies
 * that still serve could not connect anew. Counted from what the last update brought to its end, as one that failed
 * leaves copies with either.
 */
export function refusedRotations(
  { apps }: Described,
  onElasticache: boolean,
  { record }: Memory,
): readonly Problem[] {
  if (!onElasticache) return [];
  return apps.flatMap(({ name, cache, passwordVersion }, index) => {
    const served = record.cachePasswords?.[name];
    if (!cache || served === undefined || passwordVersion === served || passwordVersion === served + 1)
      return [];
    return [
      {
        path: `apps[${index}].passwordVersion`,
        problem: `copies of ${name} have version ${served}, and ElastiCache takes only the version of the settings and the one before`,
        got: String(passwordVersion),
        allowed: `${served} or ${served + 1}`,
        hint: "raise it by one, bring pulumi up to its end, then raise it again",
      },
    ];
  });
}
