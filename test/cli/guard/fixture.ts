import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPreview, type PreviewDocument } from "../../../cli/guard/read-preview";

/** What the real CLI (3.259.0) printed for the shop of test/engine/shop-stack.ts, without what the guard never reads. */
export function fixturePath(name: string): string {
  return join(__dirname, "fixtures", `${name}.json`);
}

export function fixture(name: string): Promise<PreviewDocument> {
  return readPreview(createReadStream(fixturePath(name)));
}

type Values = Readonly<Record<string, unknown>>;
interface Raw extends Values {
  readonly config: Values;
  readonly steps: readonly (Values & { readonly oldState?: Values; readonly newState?: Values })[];
  readonly diagnostics: readonly { readonly severity: string }[];
}

/** Inputs that guard what a resource holds. */
const guarding = /^(deletionProtection|skipFinalSnapshot|finalSnapshot|forceDelete|forceDestroy)/;

/** Keeps a preview as a fixture: the steps as they are, without other inputs, outputs and places in the source. */
export function keepFixture(name: string, stdout: string): void {
  const { config, steps, diagnostics, ...rest } = JSON.parse(stdout) as Raw;
  const kept = {
    config: Object.fromEntries(Object.entries(config).filter(([key]) => /:(tier|retire|region)$/.test(key))),
    steps: steps.map(({ oldState, newState, ...step }) => ({
      ...step,
      ...(oldState && { oldState: slim(oldState) }),
      ...(newState && { newState: slim(newState) }),
    })),
    diagnostics: diagnostics.filter(({ severity }) => severity === "error"),
    ...rest,
  };
  mkdirSync(dirname(fixturePath(name)), { recursive: true });
  writeFileSync(fixturePath(name), `${JSON.stringify(kept)}\n`);
}

function slim({ inputs, ...state }: Values): Values {
  const kept = Object.entries((inputs ?? {}) as Values).filter(([key]) => guarding.test(key));
  const words = ["urn", "type", "id", "custom", "delete", "external", "protect", "retainOnDelete"];
  return {
    ...Object.fromEntries(Object.entries(state).filter(([key]) => words.includes(key))),
    inputs: Object.fromEntries(kept),
  };
}
