import type { Program } from "./program";
import { isDefaultProvider } from "./provider-regions";
import { ReaderError } from "./reader-error";
import type { State } from "./state";

/**
 * A preview leaves out what does not change, unless it was asked not to (`--show-sames`). An export of the state that
 * it was made from fills the gap. Throws `ReaderError` for any other baseline: it would make unchanged resources look
 * like removed ones.
 */
export function withUnchanged(program: Program, baseline: Program | undefined): Program {
  if (program.leftOut === 0) return program;
  const unchanged =
    baseline?.kind === "export" ? baseline.states.filter((state) => isMissing(state, program)) : [];
  if (unchanged.length === program.leftOut) {
    return { ...program, states: [...program.states, ...unchanged], leftOut: 0 };
  }
  throw new ReaderError(
    `leaves out ${program.leftOut} unchanged resources, so a comparison would be wrong; ` +
      "make the preview with --show-sames, or give the stack's export of now as the baseline",
  );
}

// The engine does not count its default providers.
function isMissing({ resource }: State, { mentioned }: Program): boolean {
  return !mentioned.has(resource.urn) && !isDefaultProvider(resource);
}
