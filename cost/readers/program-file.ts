import type { CostReview } from "../types";
import { costDocument } from "./cost-document";
import { ExportFile } from "./export-file";
import { JsonSplitter } from "./json-splitter";
import { PreviewFile } from "./preview-file";
import type { Program } from "./program";
import { ReaderError } from "./reader-error";
import { recordOf, type Values } from "./state";
import { asUtf8 } from "./utf8";

/** A file that a review can start from or be compared with. */
export type ReviewFile =
  | { readonly kind: "program"; readonly program: Program }
  | { readonly kind: "cost"; readonly review: CostReview };

const WANTED = "neither the output of `pulumi preview --json` nor of `pulumi stack export`";

/** Reads a preview, an export or an earlier cost document, whichever it is. Throws `ReaderError`. */
export async function readReviewFile(chunks: AsyncIterable<Buffer>): Promise<ReviewFile> {
  const preview = new PreviewFile();
  const state = new ExportFile();
  const lists = new Map<string, unknown[]>();
  const splitter = new JsonSplitter((list, item) => {
    if (list === "steps") preview.addStep(item);
    else if (list === "diagnostics") preview.addDiagnostic(item);
    else if (list === "deployment.resources") state.add(item);
    else lists.set(list, appended(lists.get(list), item));
  });
  for await (const chunk of asUtf8(chunks)) splitter.push(chunk);
  const rest = splitter.end();
  return fileOf(recordOf(rest), { preview, state, lists });
}

/** Reads a preview or an export. Throws `ReaderError`. */
export async function readProgramFile(chunks: AsyncIterable<Buffer>): Promise<Program> {
  const file = await readReviewFile(chunks);
  if (file.kind === "program") return file.program;
  throw new ReaderError("is a cost document; it can be a --baseline, not the program to review");
}

interface Parts {
  readonly preview: PreviewFile;
  readonly state: ExportFile;
  readonly lists: ReadonlyMap<string, readonly unknown[]>;
}

function fileOf(rest: Values, { preview, state, lists }: Parts): ReviewFile {
  if ("deployment" in rest) return { kind: "program", program: state.finish(rest) };
  if ("priceDate" in rest || "cost" in rest) return { kind: "cost", review: costDocument(rest, lists) };
  if (preview.steps > 0 || ["steps", "changeSummary", "diagnostics"].some((key) => key in rest)) {
    return { kind: "program", program: preview.finish(rest) };
  }
  const keys = Object.keys(rest).slice(0, 5).join(", ");
  throw new ReaderError(`is ${WANTED}: ${keys === "" ? "it says nothing" : `it has the keys ${keys}`}`);
}

function appended(list: unknown[] | undefined, item: unknown): unknown[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}
