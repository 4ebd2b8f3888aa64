import type { Properties } from "../rig/provider/difference";

/** One thing that a provider wants carried out. */
export interface Call {
  readonly operation: "create" | "update" | "remove";
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly id: string;
  /** Of a removal: the state. */
  readonly inputs: Properties;
  /** Of a creation or a change: what the cloud computes, such as the ARN. */
  readonly computed?: Properties;
  /** Inputs before an update. */
  readonly before?: Properties;
}

/** What the cloud adds to the state, or one sentence. */
export type Reply = { readonly outputs: Properties } | { readonly error: string };
