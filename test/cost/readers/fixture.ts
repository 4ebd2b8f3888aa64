import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPriceBook } from "../../../cost/prices/price-book";
import type { Program } from "../../../cost/readers/program";
import { readProgramFile } from "../../../cost/readers/program-file";
import { reviewProgram } from "../../../cost/readers/program-review";
import type { CostReview } from "../../../cost/types";

export const book = loadPriceBook();

/** A file that the real CLI (3.259.0) wrote for a small program, with a stand-in for the cloud. */
export function fixturePath(name: string): string {
  return join(__dirname, "fixtures", `${name}.json`);
}

export function fixtureText(name: string): string {
  return readFileSync(fixturePath(name), "utf8");
}

export async function fixture(name: string): Promise<Program> {
  return readProgramFile(createReadStream(fixturePath(name)));
}

/** Reads a document that a test makes, in chunks of some bytes. */
export async function programOf(document: unknown, chunkBytes = 1 << 16): Promise<Program> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return readProgramFile(chunks(Buffer.from(text), chunkBytes));
}

export async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

export function reviewOf(program: Program, region?: string): CostReview {
  return reviewProgram(program, { book, region });
}

/** `resource: component = monthly` of the lines, without what the account has free. */
export function shown({ lines }: CostReview): string[] {
  return lines
    .filter(({ urn }) => urn !== "")
    .map(({ resource, component, monthly }) => `${resource}: ${component} = ${monthly}`);
}

const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

interface States {
  readonly inputs?: unknown;
  readonly old?: unknown;
  /** What the deployed object computed beside its old inputs. */
  readonly outputs?: Record<string, unknown>;
  readonly leaving?: true;
  readonly provider?: string;
}

/** A step of a preview in the engine's layout; what is deployed has the id `NAME-id`. */
export function step(op: string, type: string, name: string, states: States) {
  const { inputs, old, outputs, leaving, provider } = states;
  const state = { urn: urn(type, name), custom: true, type, provider };
  const deployed = { id: `${name}-id`, inputs: old, outputs: { ...(old as object), ...outputs } };
  return {
    op,
    urn: urn(type, name),
    ...(old !== undefined && { oldState: { ...state, ...deployed, ...(leaving && { delete: true }) } }),
    ...(inputs !== undefined && { newState: { ...state, inputs } }),
  };
}

/** A preview with some steps. */
export function preview(steps: readonly unknown[], more: Record<string, unknown> = {}) {
  return { config: { "aws:region": "us-east-1" }, steps, ...more };
}
