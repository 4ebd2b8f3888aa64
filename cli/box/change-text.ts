/** What the box prints about a change of one app (box/programs/change-app). */
export interface Change {
  readonly app: string;
  /** restarted, rolled back, rolled forward. */
  readonly outcome: string;
  readonly from?: string;
  readonly to?: string;
}

export function changeText({ app, outcome, from, to }: Change): string {
  return from === undefined ? `${app}: ${outcome}` : `${app}: ${outcome} from ${from} to ${to}`;
}
