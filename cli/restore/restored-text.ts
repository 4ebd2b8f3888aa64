/** What `restore to` prints on the box. */
export interface Restored {
  readonly restored: readonly {
    readonly name: string;
    readonly backup: string;
    readonly time: string;
    /** Where what was there is now. */
    readonly kept: string | null;
  }[];
}

/** One sentence for each database and volume. */
export function restoredText({ restored }: Restored): string {
  return restored.map(sentence).join("\n");
}

function sentence({ name, backup, time, kept }: Restored["restored"][number]): string {
  const former = kept === null ? "" : `; what was there is kept as ${kept}, remove it when nobody needs it`;
  return `${name} is as it was at ${time} (${backup})${former}`;
}
