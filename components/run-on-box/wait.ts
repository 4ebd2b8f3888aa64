import { outOfTime, spell } from "./messages";
import { temporaryReason } from "./temporary";

/** The outside, so that tests need no time. */
export interface Surroundings {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Shows a line of progress. */
  readonly say: (line: string) => void;
}

/** Between questions: quick at first, as an apply without changes takes two seconds. */
const pauses = { first: 500, factor: 1.5, longest: 5000 } as const;
const betweenReports = 30_000;

/** Patience with a limit: asks again and again, shows progress now and then, and says why when the time is over. */
export class Wait {
  private readonly started: number;
  private reported: number;
  private said = "";

  constructor(
    private readonly limitSeconds: number,
    private readonly surroundings: Surroundings,
    private readonly timeIsOver: typeof outOfTime = outOfTime,
  ) {
    this.started = this.reported = surroundings.now();
  }

  get secondsLeft(): number {
    return Math.ceil(this.limitSeconds - this.secondsGone);
  }

  /** Keeps what the box said about not being there yet, and shows it when it is news. */
  note(sentence: string): void {
    if (sentence !== this.said) this.surroundings.say(`The box is not there yet: ${sentence}`);
    this.said = sentence;
  }

  /** Asks until there is an answer. Throws what asking again would not change, and when the time is over. */
  async until<Answer>(state: string, ask: () => Promise<Answer | undefined>): Promise<Answer> {
    for (let pause: number = pauses.first; ; pause = Math.min(pause * pauses.factor, pauses.longest)) {
      const { answer, reason } = await attempt(ask);
      if (answer !== undefined) return answer;
      await this.pause(pause, reason ?? state);
    }
  }

  async pause(milliseconds: number, state: string): Promise<void> {
    if (this.secondsLeft <= 0) throw new Error(this.timeIsOver(this.limitSeconds, state, this.said));
    this.report(state);
    await this.surroundings.sleep(milliseconds);
  }

  private report(state: string): void {
    const now = this.surroundings.now();
    if (now - this.reported < betweenReports) return;
    this.reported = now;
    this.surroundings.say(`Waiting for the box, ${spell(this.secondsGone)}: ${state}`);
  }

  private get secondsGone(): number {
    return (this.surroundings.now() - this.started) / 1000;
  }
}

async function attempt<Answer>(
  ask: () => Promise<Answer | undefined>,
): Promise<{ answer?: Answer; reason?: string }> {
  try {
    return { answer: await ask() };
  } catch (error) {
    const reason = temporaryReason(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}
