import { findings } from "../../../cli/guard/findings";
import type { PreviewDocument, PreviewStep } from "../../../cli/guard/read-preview";

interface States {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Types of the parents, in the URN. */
  readonly inside?: string;
}

/** A step of a preview. */
export function step(op: string, type: string, name: string, { inside, ...states }: States): PreviewStep {
  const types = inside === undefined ? type : `${inside}$${type}`;
  return { op, urn: `urn:pulumi:dev::shop::${types}::${name}`, type, name, ...states };
}

/** The findings in such steps. */
export function said(
  steps: readonly PreviewStep[],
  config: PreviewDocument["config"] = {},
  allowed?: readonly string[],
) {
  return findings({ steps, config, leftOut: 0 }, allowed).map(
    ({ what, name, why }) => `${what} ${name}: ${why}`,
  );
}
