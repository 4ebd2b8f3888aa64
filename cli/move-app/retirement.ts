import type { Shown } from "./shown";

/** Why what an app left behind must stay; undefined when the other stack can do without. Nothing else deletes it. */
export function keptBecause(app: string, from: Shown, to: Shown): string | undefined {
  const { standing } = from;
  if (
    standing === null ||
    standing.direction !== "out" ||
    standing.phase !== "left" ||
    standing.other !== to.stack
  )
    return `${app} has left nothing in ${from.stack} on a move to ${to.stack}`;
  if (to.standing?.run !== standing.run || to.standing.phase !== "done")
    return `${to.stack} does not know this move of ${app} any more: what ${from.stack} keeps is not deleted`;
  if (from.described)
    return `${app} is still in Pulumi.${from.stack}.yaml: take it out, pulumi up -s ${from.stack}, then retire`;
  if (!to.running) return `${app} does not run in ${to.stack}: npm run box -- status -s ${to.stack}`;
  const arrived = to.standing.times["done"] ?? "";
  // Both are times of the same box, as text of the same form.
  if (to.lastVerified === null || to.lastVerified.databases === 0 || to.lastVerified.time <= arrived)
    return `${to.stack} has no verified backup since ${app} came there at ${arrived}: npm run box -- backup -s ${to.stack}`;
  return undefined;
}
