import type { Client } from "./client";
import { firstApp } from "./first-answer";

export interface Failure {
  readonly at: number;
  readonly reason: string;
}

/** What visitors saw of whom one wrote todo after todo, and others read. */
export interface Visit {
  readonly acknowledged: readonly string[];
  readonly failures: readonly Failure[];
  /** Pages that came. */
  readonly pages: number;
  /** The longest time without an acknowledgement, in milliseconds: the write stop as a visitor sees it. */
  readonly longestStopMs: number;
}

/** An answer, or none. */
export interface Seen {
  readonly at: number;
  readonly what: "write" | "page";
  /** Where it came from. */
  readonly address?: string;
  readonly failed: boolean;
}

const [created, fine] = [201, 200];
const betweenTriesMs = 50;

/** Writes and reads over HTTPS until it is stopped, whether the app answers or not. */
export class Visitor {
  /** Where the last acknowledgement came from. */
  address = "";
  private readonly acknowledged: { readonly title: string; readonly at: number }[] = [];
  private readonly failures: Failure[] = [];
  private pages = 0;
  private stopped = false;
  private readonly work: Promise<unknown>;

  /** `crowd` reads: each of its pages is another visitor's first, so it asks DNS anew. */
  constructor(
    private readonly client: Client,
    private readonly crowd: Client,
    private readonly name: string,
    private readonly tell: (seen: Seen) => void = () => undefined,
  ) {
    this.work = Promise.all([
      this.repeat("write", (row) => this.write(row)),
      this.repeat("page", () => this.read()),
    ]);
  }

  get count(): number {
    return this.acknowledged.length;
  }

  get pageCount(): number {
    return this.pages;
  }

  get lastAcknowledgement(): number | undefined {
    return this.acknowledged.at(-1)?.at;
  }

  /** Every acknowledged write, and what else was seen from that time on. */
  visit(from = 0): Visit {
    const times = this.acknowledged.map(({ at }) => at).filter((at) => at >= from);
    return {
      acknowledged: this.acknowledged.map(({ title }) => title),
      failures: this.failures.filter(({ at }) => at >= from),
      pages: this.pages,
      longestStopMs: longestGap(times),
    };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private async repeat(what: Seen["what"], work: (row: number) => Promise<string>): Promise<void> {
    for (let row = 0; !this.stopped; row += 1) {
      try {
        this.tell({ what, address: await work(row), at: Date.now(), failed: false });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const reason = `${new Date().toISOString()} ${what}: ${why}`;
        this.failures.push({ at: Date.now(), reason });
        this.tell({ what, at: Date.now(), failed: true });
      }
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }

  private async write(row: number): Promise<string> {
    const title = `${this.name} ${row}`;
    const body = JSON.stringify({ title });
    const { status, address } = await this.client.ask(firstApp.host, { path: "/api/todos", body });
    if (status !== created) throw new Error(`a write was answered ${status} by ${address}`);
    this.acknowledged.push({ title, at: Date.now() });
    this.address = address;
    return address;
  }

  private async read(): Promise<string> {
    const { status, address } = await this.crowd.ask(firstApp.host);
    if (status !== fine) throw new Error(`a page was answered ${status} by ${address}`);
    this.pages += 1;
    return address;
  }
}

/** Milliseconds between two neighbours at most. */
export function longestGap(times: readonly number[]): number {
  return Math.max(0, ...times.slice(1).map((at, index) => at - (times[index] ?? at)));
}
