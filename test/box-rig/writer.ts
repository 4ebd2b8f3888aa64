import type { Box } from "../../rig/box";

interface Target {
  readonly host: string;
  readonly path: string;
  /** Certificate of the authority: over HTTPS then. */
  readonly authority?: string;
  /** Status of an acknowledgement. */
  readonly accepted: number;
  /** What is sent; undefined asks only. */
  readonly body: (title: string) => string | undefined;
}

interface Refused {
  /** How long the client waited for it. */
  readonly ms: number;
  readonly reason: string;
}

const asTodo = (title: string) => JSON.stringify({ title });

/** A client that adds todos one after the other, whether the box answers or not, and remembers which were acknowledged. */
export class Writer {
  readonly acknowledged: string[] = [];
  readonly refused: Refused[] = [];
  /** The longest time a request that was acknowledged took. */
  longestMs = 0;
  private readonly target: Target;
  private stopped = false;
  private readonly work: Promise<void>;
  private stopNow: () => void = () => undefined;

  constructor(
    private readonly box: Box,
    private readonly title: string,
    target: Partial<Target> = {},
  ) {
    this.target = { host: box.host("todo"), path: "/api/todos", accepted: 201, body: asTodo, ...target };
    const stop = new Promise<void>((resolve) => (this.stopNow = resolve));
    this.work = Promise.race([this.write(), stop]);
  }

  private async write(): Promise<void> {
    for (let count = 0; !this.stopped; count += 1) {
      if (!(await this.add(`${this.title}, row ${count}`)))
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async add(title: string): Promise<boolean> {
    const { accepted, body, ...target } = this.target;
    const begun = Date.now();
    const answer = await this.box
      .ask({ ...target, body: body(title) })
      .catch((error: Error) => error.message);
    const ms = Date.now() - begun;
    if (typeof answer !== "string" && answer.status === accepted) {
      this.acknowledged.push(title);
      this.longestMs = Math.max(this.longestMs, ms);
      return true;
    }
    this.refused.push({ ms, reason: typeof answer === "string" ? answer : `status ${answer.status}` });
    return false;
  }

  /** Ends the writing; an answer that is still on its way does not count. */
  async stop(): Promise<readonly string[]> {
    this.stopped = true;
    this.stopNow();
    await this.work;
    return [...this.acknowledged];
  }
}

/** Of these titles the ones that are not in the app's database. */
export async function missingRows(box: Box, titles: readonly string[]): Promise<readonly string[]> {
  const rows = await box.exec(
    "docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc 'select title from todos'",
  );
  const kept = new Set(rows.split("\n"));
  return titles.filter((title) => !kept.has(title));
}
