import type { Steps } from "../../local/steps";
import { type About, runningLab } from "../about";
import { ask } from "../ask";
import type { Side } from "../dns/name-table";
import type { LabFolder } from "../lab-folder";
import type { LabRows } from "../lab-rows";
import { switchText } from "../lab-text";
import { switchUnder } from "../switch";
import { type Busy, visitorOf } from "../under-visitors";
import type { labTiers } from "../lab-settings";
import type { Visitor } from "../visitor";
import { Traffic } from "./traffic";
import type { WatchState } from "./watch-state";

const secondMs = 1000;

type LabTier = (typeof labTiers)[number];

/** Visitors who never stop, what they see, and the switch that somebody asked for. */
export class Watching {
  private readonly traffic = new Traffic();
  private readonly visitor: Visitor;
  private sides: readonly Side[] = [];
  private rows: LabRows = {};
  private doing: { readonly tier: string; readonly since: number; step: string } | undefined;
  private last: string | undefined;

  private constructor(
    private readonly folder: LabFolder,
    private readonly about: About,
  ) {
    this.visitor = visitorOf(folder, about, (seen) => this.traffic.add(seen));
  }

  static async start(folder: LabFolder): Promise<Watching> {
    const watching = new Watching(folder, runningLab(folder));
    await watching.look();
    return watching;
  }

  /** Asks the lab how things are. */
  async look(): Promise<void> {
    const { socket } = this.folder;
    [this.sides, this.rows] = await Promise.all([
      ask<readonly Side[]>(socket, "/sides"),
      ask<LabRows>(socket, "/rows"),
    ]);
  }

  get state(): WatchState {
    const now = Date.now();
    const { writes, pages } = this.counts;
    const { doing } = this;
    return {
      sides: this.sides.map(({ name, weight, addresses }) => ({
        ...{ name, weight },
        percent: this.traffic.percent(addresses, now),
      })),
      requestsPerSecond: this.traffic.rate(now),
      ...{ writes, pages, failures: this.traffic.failures, rows: { ...this.rows } },
      sinceWrite: (now - (this.visitor.lastAcknowledgement ?? now)) / secondMs,
      ...(doing && {
        doing: { ...doing, seconds: Math.round((now - doing.since) / secondMs) },
      }),
      last: this.last,
    };
  }

  /** Begins a switch; false while another is at work. */
  begin(tier: LabTier): boolean {
    if (this.doing) return false;
    this.doing = { tier, since: Date.now(), step: "writing as a visitor" };
    const change = { setting: "tier", value: tier } as const;
    void switchUnder(this.busy, change)
      .then((switched) => (this.last = `Switched to ${tier}. ${switchText(switched)}`))
      .catch((error: unknown) => (this.last = error instanceof Error ? error.message : String(error)))
      .finally(() => (this.doing = undefined));
    return true;
  }

  async end(): Promise<void> {
    await this.visitor.stop();
  }

  private get busy(): Busy {
    const { folder, about, visitor, steps } = this;
    return { folder, about, visitor, steps };
  }

  private get counts(): { writes: number; pages: number } {
    return { writes: this.visitor.count, pages: this.visitor.pageCount };
  }

  private readonly steps: Steps = {
    step: (what, work) => {
      this.tell(what);
      return work();
    },
    note: (text) => this.tell(text.trim()),
  };

  private tell(step: string): void {
    if (this.doing) this.doing.step = step;
  }
}
