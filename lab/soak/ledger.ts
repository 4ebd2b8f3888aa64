/** Every write that was acknowledged since the lab began, and what must have become of it. */
export class Ledger {
  private readonly kept = new Set<string>();
  private readonly undone = new Set<string>();

  get count(): number {
    return this.kept.size;
  }

  acknowledged(titles: readonly string[]): void {
    for (const title of titles) this.kept.add(title);
  }

  /** Made after a backup that was restored. */
  undo(titles: readonly string[]): void {
    for (const title of titles) {
      this.kept.delete(title);
      this.undone.add(title);
    }
  }

  /** Writes that are not there exactly once, and those that are there although they were undone. */
  wrong(titles: Readonly<Record<string, number>>): readonly string[] {
    return [
      ...[...this.kept].filter((title) => titles[title] !== 1),
      ...[...this.undone].filter((title) => titles[title] !== undefined),
    ];
  }
}
