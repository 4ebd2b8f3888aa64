import type { State } from "./state";

/** What a preview or an export says about a program. */
export interface Program {
  readonly kind: "preview" | "export";
  /** Everything there is after the update, components and providers too. */
  readonly states: readonly State[];
  /** What is deployed now, as far as a preview shows it. */
  readonly before: readonly State[];
  /** URNs that a preview has a step for. */
  readonly mentioned: ReadonlySet<string>;
  /** Unchanged resources that a preview does not show. */
  readonly leftOut: number;
  /** `aws:region` of the stack's configuration. */
  readonly configRegion?: string;
}
