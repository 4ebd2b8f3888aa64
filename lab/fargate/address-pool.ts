/** Addresses for tasks, which come and go: one that was given back is given again, the longest unused first. */
export class AddressPool {
  private readonly unused: string[] = [];

  /** `another`: one that nobody ever had. */
  constructor(private readonly another: () => string) {}

  take(): string {
    return this.unused.shift() ?? this.another();
  }

  giveBack(address: string): void {
    this.unused.push(address);
  }
}
