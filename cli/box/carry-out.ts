import { keepingConsole, ownConsole, type Console } from "./console";
import { localPlace } from "./local-place";
import type { Request } from "./message";
import type { Place } from "./place";
import { remotePlace } from "./remote-place";

export interface BoxOptions {
  readonly stack: string;
  readonly local?: true;
  readonly json?: true;
  readonly region?: string;
  readonly profile?: string;
}

/** Runs a command and passes its output and exit code on; one that is for a terminal gets it when there is one. */
export async function carryOut(
  options: BoxOptions,
  request: Request,
  { terminal = false }: { readonly terminal?: boolean } = {},
): Promise<void> {
  const place = placeOf(options);
  if (options.json) return asDocument(place, request);
  const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
  process.exitCode =
    terminal && hasTerminal ? await place.open(request) : await place.run(request, ownConsole());
}

/** Runs a command that prints a document, and shows it for people unless JSON is wanted. */
export async function show<Document>(
  options: BoxOptions,
  request: Request,
  text: (document: Document) => string,
): Promise<void> {
  const own = ownConsole();
  const kept = keepingConsole({ ...own, input: undefined });
  // What goes on is told at once.
  const show: Console["show"] = (stream, data) => (stream === "err" ? own : kept.console).show(stream, data);
  process.exitCode = await placeOf(options).run(request, { ...kept.console, show });
  if (process.exitCode !== 0) return;
  const document = JSON.parse(kept.text("out")) as Document;
  process.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : text(document)}\n`);
}

async function asDocument(place: Place, request: Request): Promise<void> {
  const kept = keepingConsole(ownConsole());
  const exitCode = await place.run(request, kept.console);
  process.exitCode = exitCode;
  const document = { exitCode, stdout: kept.text("out"), stderr: kept.text("err") };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function placeOf(options: BoxOptions): Place {
  return options.local ? localPlace(options.stack) : remotePlace(options);
}
