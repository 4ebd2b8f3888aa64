import { type MoveRecord, type Shown, underWay } from "./shown";

export type Way =
  /** `fenced`: an earlier try has been through the checks. */
  | { readonly kind: "move"; readonly run: string; readonly fenced: boolean; readonly replace: boolean }
  /** An abort that was interrupted. */
  | { readonly kind: "back"; readonly run: string }
  /** `run`: the move that brought the app there, whose last step may have been interrupted. */
  | { readonly kind: "done"; readonly run: string }
  | { readonly kind: "refused"; readonly sentence: string };

/** What there is to do for a move of an app, by what both boxes have written down. `fresh` is the name of a new run. */
export function findWay(app: string, from: Shown, to: Shown, fresh: { run: string; replace: boolean }): Way {
  const own = ownRun(from, to);
  if (own !== undefined) {
    const { run, keep } = own;
    if (to.record?.run === run && ["undoing", "undone"].includes(to.record.phase))
      return { kind: "back", run };
    return { kind: "move", run, fenced: true, replace: keep === true };
  }
  const other = [from, to].find(({ record }) => underWay(record));
  if (other?.record)
    return refused(`another move of ${app} is under way in ${words(other.stack, other.record)}`);
  if (from.standing?.phase === "left") return moved(app, from, to);
  const sentence = missing(app, from, to);
  return sentence === undefined ? { kind: "move", fenced: false, ...fresh } : refused(sentence);
}

/** The record at the source of this very move, when it is under way. */
export function ownRun({ record }: Shown, to: Shown): MoveRecord | undefined {
  if (record === null || !underWay(record)) return undefined;
  return record.direction === "out" && record.other === to.stack ? record : undefined;
}

function moved(app: string, { standing, stack }: Shown, to: Shown): Way {
  if (standing !== null && standing.run === to.standing?.run && to.standing.phase === "done")
    return { kind: "done", run: standing.run };
  return refused(`${app} has left ${stack} for ${standing?.other ?? "another stack"} already`);
}

function missing(app: string, from: Shown, to: Shown): string | undefined {
  for (const { stack, described, bucket } of [from, to]) {
    if (!described)
      return `stack ${stack} has no app ${app}: describe it in Pulumi.${stack}.yaml, with the same name and database: true, then pulumi up -s ${stack}`;
    if (bucket === null) return `stack ${stack} has no bucket of backups: pulumi up -s ${stack}`;
  }
  return undefined;
}

function refused(sentence: string): Way {
  return { kind: "refused", sentence };
}

function words(stack: string, { direction, other }: MoveRecord): string {
  const way = direction === "out" ? `--from ${stack} --to ${other}` : `--from ${other} --to ${stack}`;
  return `${stack}: finish it with ${way}, or take it back with --abort`;
}
