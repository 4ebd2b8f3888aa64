import { JsonSplitter } from "../../cost/readers/json-splitter";
import { ReaderError } from "../../cost/readers/reader-error";
import { recordOf, type Values } from "../../cost/readers/state";
import { asUtf8 } from "../../cost/readers/utf8";

/** A step of a preview, as far as the guard looks at it. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What is deployed, and what shall be. */
  readonly before?: Values;
  readonly after?: Values;
}

export interface PreviewDocument {
  readonly steps: readonly PreviewStep[];
  /** The stack's configuration: `ladder:tier` -> text. */
  readonly config: Values;
  /** Resources that change nothing, where the preview was made without `--show-sames`. */
  readonly leftOut: number;
  /** First error of a preview that did not succeed. */
  readonly failure?: string;
}

/** Reads the output of `pulumi preview --json`. Throws `ReaderError` for anything else. */
export async function readPreview(chunks: AsyncIterable<Buffer>): Promise<PreviewDocument> {
  const steps: PreviewStep[] = [];
  const failures: string[] = [];
  const splitter = new JsonSplitter((list, item) => {
    if (list === "steps") steps.push(stepOf(item, steps.length + 1));
    else if (list === "diagnostics") failures.push(...errorOf(item));
  });
  for await (const chunk of asUtf8(chunks)) splitter.push(chunk);
  const rest = recordOf(splitter.end());
  if (!["steps", "changeSummary", "diagnostics"].some((key) => key in rest))
    throw new ReaderError("is not the output of `pulumi preview --json`");
  const [failure] = failures;
  if (steps.length === 0) throw new ReaderError(failed(failure ?? "it has no step"));
  return {
    steps,
    config: recordOf(rest["config"]),
    leftOut: leftOut(steps, recordOf(rest["changeSummary"])["same"]),
    ...(failure !== undefined && { failure }),
  };
}

function leftOut(steps: readonly PreviewStep[], same: unknown): number {
  const shown = steps.filter(({ op }) => op === "same").length;
  return typeof same === "number" ? Math.max(0, same - shown) : 0;
}

export function failed(reason: string): string {
  return `is a failed preview, so it does not show everything: ${reason}`;
}

function stepOf(item: unknown, number: number): PreviewStep {
  const { op, urn, oldState, newState } = recordOf(item);
  if (typeof op !== "string" || typeof urn !== "string")
    throw new ReaderError(`step ${number} has no op and URN`);
  const [, , types = "", ...name] = urn.split("::");
  const type = types.slice(types.lastIndexOf("$") + 1);
  return {
    op,
    urn,
    type,
    name: name.join("::"),
    ...(isMap(oldState) && { before: recordOf(oldState) }),
    ...(isMap(newState) && { after: recordOf(newState) }),
  };
}

function errorOf(item: unknown): readonly string[] {
  const { severity, message } = recordOf(item);
  return severity === "error" && typeof message === "string" ? [oneLine(message)] : [];
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
