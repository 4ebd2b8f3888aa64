/** What `move-app show` prints on a box (box/programs/app_move.py). */
export interface Shown {
  readonly stack: string;
  /** Where the app answers; null without a domain. */
  readonly host: string | null;
  /** Whether the stack that was applied last has the app. */
  readonly described: boolean;
  readonly bucket: string | null;
  readonly cache: boolean;
  readonly running: boolean;
  /** Of the last move of the app. */
  readonly record: MoveRecord | null;
  /** The one that counts: when the last one was taken back, the one before. */
  readonly standing: MoveRecord | null;
  readonly lastVerified: { readonly time: string; readonly databases: number } | null;
}

/** Of a move of the app; app_move_record.py says what the phases mean. */
export interface MoveRecord {
  readonly run: string;
  readonly direction: "out" | "in";
  /** The other stack. */
  readonly other: string;
  readonly phase: string;
  readonly times: Readonly<Record<string, string>>;
  readonly keep: boolean | null;
}

/** Whether the move has neither come to its end nor been taken back. */
export function underWay(record: MoveRecord | null): boolean {
  return record !== null && !["left", "done", "undone"].includes(record.phase);
}
