import { Client } from "pg";
import { until } from "../../rig/command";
import type { Home, Pair, PairApp } from "./pair";

/**
 * An app that writes one row after the other to wherever its data is, logging in again when it is thrown out, and remembers
 * which rows PostgreSQL acknowledged.
 */
export class AcknowledgedWrites {
  readonly rows: number[] = [];
  /** Longest time without an acknowledged write. */
  longestPauseMs = 0;
  private stopped = false;
  private readonly work: Promise<void>;

  constructor(
    private readonly pair: Pick<Pair, "sql" | "address">,
    private readonly app: PairApp,
    private readonly home: () => Home,
  ) {
    this.work = this.write();
  }

  private async write(): Promise<void> {
    let next = await this.last();
    let last = Date.now();
    while (!this.stopped) {
      const client = this.client(this.home());
      client.on("error", () => undefined);
      try {
        await client.connect();
        while (!this.stopped) {
          const row = (next += 1);
          await client.query("insert into written (row, body) values ($1, $2)", [row, `Zeile ${row} 🐘`]);
          this.rows.push(row);
          this.longestPauseMs = Math.max(this.longestPauseMs, Date.now() - last);
          last = Date.now();
        }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  /** Of earlier writers in the same table. */
  private async last(): Promise<number> {
    return Number(
      await this.pair.sql(this.home(), this.app.database.name, "select coalesce(max(row), 0) from written"),
    );
  }

  private client(home: Home): Client {
    return new Client({
      host: this.pair.address(home),
      user: this.app.database.login ?? this.app.database.role,
      password: this.app.name,
      database: this.app.database.name,
      connectionTimeoutMillis: 5000,
      ...(home === "rds" && { ssl: { rejectUnauthorized: false } }),
    });
  }

  /** Waits until so many rows are acknowledged. */
  async wrote(count: number): Promise<void> {
    await until(`${count} rows are written`, 60, () => Promise.resolve(this.rows.length >= count));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  /** Of the acknowledged rows those that are not there exactly once. */
  async wrong(home: Home): Promise<readonly number[]> {
    const found = await this.pair.sql(
      home,
      this.app.database.name,
      "select row, count(*) from written group by row",
    );
    const counts = new Map(found.split("\n").map((line) => line.split("|").map(Number) as [number, number]));
    return this.rows.filter((row) => counts.get(row) !== 1);
  }
}
