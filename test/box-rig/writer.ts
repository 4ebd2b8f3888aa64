import type { Box } from "./box";

/** A client that adds todos one after the other, whether the box answers or not, and remembers which were acknowledged. */
export class Writer {
  readonly acknowledged: string[] = [];
  private stopped = false;
  private readonly work: Promise<void>;
  private stopNow: () => void = () => undefined;

  constructor(
    private readonly box: Box,
    private readonly title: string,
  ) {
    const stop = new Promise<void>((resolve) => (this.stopNow = resolve));
    this.work = Promise.race([this.write(), stop]);
  }

  private async write(): Promise<void> {
    for (let count = 0; !this.stopped; count += 1) {
      const title = `${this.title}, row ${count}`;
      const body = JSON.stringify({ title });
      const host = this.box.host("todo");
      const answer = await this.box.ask({ host, path: "/api/todos", body }).catch(() => undefined);
      if (answer?.status === 201) this.acknowledged.push(title);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
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
