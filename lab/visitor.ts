import { request } from "../test/box-rig/request";
import { firstApp } from "./first-answer";

export interface Failure {
  readonly at: number;
  readonly reason: string;
}

/** What one visitor saw who wrote one todo after the other. */
export interface Visit {
  readonly acknowledged: readonly string[];
  readonly failures: readonly Failure[];
  /** The longest time without an acknowledgement, in milliseconds: the write stop as a visitor sees it. */
  readonly longestStopMs: number;
}

const created = 201;
const betweenTriesMs = 50;

/** Writes over HTTPS until it is stopped, whether the app answers or not. */
export class Visitor {
  private readonly acknowledged: string[] = [];
  private readonly failures: Failure[] = [];
  private longestStopMs = 0;
  private last = Date.now();
  private stopped = false;
  private readonly work: Promise<void>;

  constructor(
    private readonly address: string,
    private readonly authority: string,
    private readonly name: string,
  ) {
    this.work = this.write();
  }

  get count(): number {
    return this.acknowledged.length;
  }

  async stop(): Promise<Visit> {
    this.stopped = true;
    await this.work;
    const { acknowledged, failures, longestStopMs } = this;
    return { acknowledged, failures, longestStopMs };
  }

  private async write(): Promise<void> {
    for (let row = 0; !this.stopped; row += 1) {
      const reason = await this.add(`${this.name} ${row}`);
      if (reason === undefined) continue;
      this.failures.push({ at: Date.now(), reason });
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }

  /** Why it was not acknowledged. */
  private async add(title: string): Promise<string | undefined> {
    const { address, authority } = this;
    const body = JSON.stringify({ title });
    const answer = await request({ address, authority, host: firstApp.host, path: "/api/todos", body }).catch(
      (error: Error) => error.message,
    );
    if (typeof answer === "string") return answer;
    if (answer.status !== created) return `status ${answer.status}`;
    this.acknowledged.push(title);
    this.longestStopMs = Math.max(this.longestStopMs, Date.now() - this.last);
    this.last = Date.now();
    return undefined;
  }
}
