export interface Snapshot {
  readonly id: string;
  /** What it was taken of. */
  readonly of: string;
}

/** Final snapshots of what was removed; they go with the lab. */
export class Snapshots {
  private readonly taken = new Map<string, Snapshot>();

  get all(): readonly Snapshot[] {
    return [...this.taken.values()];
  }

  /** As AWS, which removes nothing when a snapshot of that name is there already. */
  async take(id: string, of: string, work: (id: string) => Promise<void> | undefined): Promise<void> {
    const other = this.taken.get(id);
    if (other) throw new Error(`DBSnapshotAlreadyExists: there is a snapshot ${id}, of ${other.of}`);
    await work(id);
    this.taken.set(id, { id, of });
  }
}
