import { temporaryReason } from "../../run-on-box/temporary";
import type { Surroundings } from "../../run-on-box/wait";

const pauses = { first: 1000, factor: 1.5, longest: 10_000 } as const;
const betweenReports = 30_000;

/** Patience with a limit for one piece of work: bears AWS's passing troubles, and says now and then what it waits for. */
export class Waiting {
  private readonly started: number;
  private reported: number;
  private milliseconds: number = pauses.first;

  constructor(
    private readonly what: string,
    private readonly limitSeconds: number,
    private readonly surroundings: Surroundings,
  ) {
    this.started = this.reported = surroundings.now();
  }

  get isOver(): boolean {
    return this.secondsGone >= this.limitSeconds;
  }

  /** Asks once; again after passing troubles. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await question();
      } catch (error) {
        const reason = temporaryReason(error);
        if (reason === undefined) throw error;
        await this.pause(reason);
      }
    }
  }

  /** Throws when the time is over; `state` says where things stand. */
  async pause(state: string): Promise<void> {
    const now = this.surroundings.now();
    const gone = this.secondsGone;
    if (this.isOver) throw new Error(`${this.what}: not done after ${this.limitSeconds} s; ${state}`);
    if (now - this.reported >= betweenReports) {
      this.reported = now;
      this.surroundings.say(`${this.what}: waiting for ${gone} s; ${state}`);
    }
    await this.surroundings.sleep(this.milliseconds);
    this.milliseconds = Math.min(this.milliseconds * pauses.factor, pauses.longest);
  }

  private get secondsGone(): number {
    return Math.round((this.surroundings.now() - this.started) / 1000);
  }
}

/** The real clock and Pulumi's output. */
export const surroundings: Surroundings = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  say: (line) => console.log(line),
};
