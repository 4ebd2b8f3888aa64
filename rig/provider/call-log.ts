import { appendFileSync } from "node:fs";

/** One call that changes the cloud, or asks it something. Previews are not logged: they change nothing. */
export interface ProviderCall {
  readonly operation: "create" | "update" | "delete" | "read" | "invoke";
  /** Resource type or invoke token. */
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly failed?: string;
}

/** Appends one line, whole: the plugins of all providers write to the same file. */
export function logCall(call: ProviderCall): void {
  const file = process.env["STAND_IN_LOG"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(call)}\n`);
}
