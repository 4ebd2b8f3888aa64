import type { Client } from "./client";
import { firstApp } from "./first-answer";

export interface Failure {
  readonly at: number;
  readonly reason: string;
}

/** What one visitor saw who wrote one todo after the other, and read between. */
export interface Visit {
  readonly acknowledged: readonly string[];
  readonly failures: readonly Failure[];
  /** Pages that came. */
  readonly pages: number;
  /** The longest time without an acknowledgement, in milliseconds: the write stop as a visitor sees it. */
  readonly longestStopMs: number;
}

const [created, fine] = [201, 200];
const betweenTriesMs = 50;

/** Writes and reads over HTTPS until it is stopped, whether the app answers or not. */
export class Visitor {
  /** Where the last answer came from. */
  address = "";
  private readonly acknowledged: string[] = [];
  private readonly failures: Failure[] = [];
  private pages = 0;
  private longestStopMs = 0;
  private last = Date.now();
  private stopped = false;
  private readonly work: Promise<unknown>;

  /** `crowd` reads: each of its pages is another visitor's first, so it asks DNS anew. */
  constructor(
    private readonly client: Client,
    private readonly crowd: Client,
    private readonly name: string,
  ) {
    this.work = Promise.all([this.repeat((row) => this.write(row)), this.repeat(() => this.read())]);
  }

  get count(): number {
    return this.acknowledged.length;
  }

  async stop(): Promise<Visit> {
    this.stopped = true;
    await this.work;
    const { acknowledged, failures, pages, longestStopMs } = this;
    return { acknowledged, failures, pages, longestStopMs };
  }

  private async repeat(work: (row: number) => Promise<void>): Promise<void> {
    for (let row = 0; !this.stopped; row += 1) {
      await work(row).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.failures.push({ at: Date.now(), reason });
      });
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }

  private async write(row: number): Promise<void> {
    const title = `${this.name} ${row}`;
    const body = JSON.stringify({ title });
    const { status, address } = await this.client.ask(firstApp.host, { path: "/api/todos", body });
    if (status !== created) throw new Error(`a write was answered ${status} by ${address}`);
    this.acknowledged.push(title);
    this.address = address;
    this.longestStopMs = Math.max(this.longestStopMs, Date.now() - this.last);
    this.last = Date.now();
  }

  private async read(): Promise<void> {
    const { status, address } = await this.crowd.ask(firstApp.host);
    if (status !== fine) throw new Error(`a page was answered ${status} by ${address}`);
    this.pages += 1;
  }
}
