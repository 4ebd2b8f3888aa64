import type { Seen } from "../visitor";

const secondMs = 1000;
/** What is shown is about the last of them. */
const rateSeconds = 5;
const shareSeconds = 10;

/** How many requests were answered lately, and by whom. */
export class Traffic {
  failures = 0;
  private recent: Seen[] = [];

  add(seen: Seen): void {
    if (seen.failed) this.failures += 1;
    this.recent.push(seen);
  }

  /** Answers a second. */
  rate(now: number): number {
    return this.since(now - rateSeconds * secondMs).filter(({ failed }) => !failed).length / rateSeconds;
  }

  /** Percent of the answers that came from one of these addresses. */
  percent(addresses: readonly string[], now: number): number {
    this.recent = this.since(now - shareSeconds * secondMs);
    const answered = this.recent.filter(({ failed }) => !failed);
    const theirs = answered.filter(({ address = "" }) => addresses.includes(address));
    return answered.length === 0 ? 0 : Math.round((100 * theirs.length) / answered.length);
  }

  private since(time: number): Seen[] {
    return this.recent.filter(({ at }) => at >= time);
  }
}
