/** Keeps a stack up although its schedule would stop it; what functions/schedule reads. */
export interface Hold {
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

const hour = 3_600_000;
/** A weekend; whoever wants a stack up for longer changes its schedule. */
const mostHours = 72;

/** `4h`, `90m` -> milliseconds; undefined for anything else. */
export function lengthOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,4})([hm])$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  const length = Number(count) * (unit === "h" ? hour : hour / 60);
  return length > 0 && length <= mostHours * hour ? length : undefined;
}

/** A hold from now on. One that is in force goes on: the stack is up already, and what somebody stopped stays so. */
export function newHold(now: Date, length: number, before: Hold | undefined): Hold {
  const isInForce = before !== undefined && now < new Date(before.until);
  return {
    since: isInForce ? before.since : now.toISOString(),
    until: new Date(now.getTime() + length).toISOString(),
  };
}

/** What `show` prints. */
export function holdText(hold: Hold | undefined, now: Date): string {
  return hold !== undefined && now < new Date(hold.until) ? `held up until ${hold.until}` : "not held up";
}
