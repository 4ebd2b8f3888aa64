import { isDeepStrictEqual } from "node:util";
import { titleOf } from "./edit-apps";
import type { Sight } from "./sight";
import type { World } from "./world";

/** The one of the worlds that is seen; without one, what is otherwise than the first, one line each. */
export function compare(
  worlds: readonly World[],
  sight: Sight,
): { readonly world?: World; readonly problems: readonly string[] } {
  const differences = worlds.map((world) => ({ world, lines: differencesFrom(world, sight) }));
  const same = differences.find(({ lines }) => lines.length === 0);
  return same
    ? { world: same.world, problems: healthProblems(sight) }
    : { problems: [...(differences[0]?.lines ?? []), ...healthProblems(sight)] };
}

function differencesFrom(world: World, sight: Sight): readonly string[] {
  const line = (what: string, wanted: unknown, got: unknown) =>
    isDeepStrictEqual(wanted, got)
      ? []
      : [`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`];
  return [
    ...line("tiers that are there", world.tiers, sight.tiers),
    ...line("the databases' place", world.home, sight.home),
    ...line("whether there is an RDS", world.server, sight.server),
    ...Object.entries(sight.workers).flatMap(([worker, tiers]) => line(worker, [world.tier], tiers)),
    // Else the page may come from the tier that stands by.
    ...(world.share === 100 && !sight.page.includes(`<h1>${titleOf(world.version)}</h1>`)
      ? [`the first app's page is not that of version ${world.version}`]
      : []),
  ];
}

function healthProblems({ ill, leaks }: Sight): readonly string[] {
  return [
    ...ill.map((line) => `does not answer well: ${line}`),
    ...leaks.map((line) => `a secret was written: ${line}`),
  ];
}
