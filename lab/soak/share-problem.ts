import type { Tier } from "../../settings/schema";
import type { Shared } from "../share";

/** Of 200 pages that chance sends to one of two tiers: further off is none any more. In percent. */
const chance = 20;

/** What is wrong with whom DNS sent first visitors to, when that tier is to get so many percent; undefined when it fits. */
export function shareProblem(sides: Shared["sides"], tier: Tier, percent: number): string | undefined {
  const serving = sides.find(({ name }) => name === tier);
  const told = sides.map(({ name, weight, pages }) => `${name}: weight ${weight}, ${pages} pages`).join("; ");
  const wrong = (what: string) => `${what}, ${tier} was to get ${percent} % of the visitors: ${told}`;
  if (serving?.weight !== percent) return wrong("DNS has another weight");
  // One whose health check fails is left out, and the other gets all.
  if (sides.some(({ healthy }) => !healthy)) return undefined;
  const got = (100 * serving.pages) / sides.reduce((all, { pages }) => all + pages, 0);
  const isNone = sides.some(({ weight, pages }) => weight > 0 && pages === 0);
  return isNone || Math.abs(got - percent) > chance ? wrong("visitors went elsewhere") : undefined;
}
