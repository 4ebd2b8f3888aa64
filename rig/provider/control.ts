import { readFileSync } from "node:fs";

export type Operation = "create" | "update" | "delete";

/** What a test wants to go wrong, or answered differently. Read anew at every call, so a test can change its mind. */
export interface Control {
  /** A call that matches every given field fails with the message. */
  readonly failures?: readonly {
    readonly operation: Operation;
    readonly type: string;
    readonly name?: string;
    readonly message: string;
  }[];
  /** Creations that the cloud carries out without ever answering, by type; all others answer. */
  readonly silent?: readonly string[];
  /** Removed or lost beside Pulumi: a refresh does not find it any more. */
  readonly gone?: readonly { readonly type: string; readonly name: string }[];
  /** Look-ups that fail, by invoke token: what the provider says. */
  readonly unanswered?: Readonly<Record<string, string>>;
  /** Answers that replace the canned ones, by invoke token. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

export function readControl(): Control {
  const file = process.env["STAND_IN_CONTROL"];
  return file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")) as Control);
}

/** Throws if a test asked for this call to fail. */
export function failOnDemand(operation: Operation, type: string, name: string): void {
  const failure = readControl().failures?.find(
    (wanted) => wanted.operation === operation && wanted.type === type && (wanted.name ?? name) === name,
  );
  if (failure) throw new Error(failure.message);
}
