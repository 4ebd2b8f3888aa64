import { ReaderError } from "./reader-error";

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'"\\[]{}'].map((sign) =>
  sign.charCodeAt(0),
);
const SPACE = 0x20;
/** Stands in the rest of the document for an item. */
const PLACE = Buffer.from("0");
// Lists of the root (`steps`) and one below it (`deployment.resources`).
const DEEPEST_LIST = 3;
// Far above any program's, far below what recursion over a value can bear.
const DEEPEST = 500;

/** Takes an item of a list, with the path of the list. */
export type OnItem = (list: string, item: unknown) => void;

/**
 * Reads a large JSON document while it arrives: the objects in the lists near its root are parsed and handed on one by
 * one, so that neither the text nor all of its values are ever in memory together.
 */
export class JsonSplitter {
  private readonly rest: Buffer[] = [];
  private readonly keys: string[] = [];
  private item: Buffer[] = [];
  private word: Buffer[] = [];
  private depth = 0;
  private listDepth = 0;
  private inItem = false;
  private inString = false;
  private escaped = false;
  private before = 0;
  private roots = 0;

  constructor(private readonly onItem: OnItem) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let index = this.inString ? this.readString(chunk, 0) + 1 : 0; index < chunk.length; index++) {
      const byte = chunk[index] as number;
      if (byte === QUOTE) index = this.startString(chunk, index + 1);
      else if (byte === OPEN || byte === OPEN_LIST) {
        if (!this.inItem && byte === OPEN && this.depth === this.listDepth && this.depth > 0) {
          this.keep(chunk.subarray(start, index));
          start = index;
          this.inItem = true;
        }
        this.open(byte);
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        this.depth -= 1;
        if (this.inItem && this.depth === this.listDepth) {
          this.finishItem(chunk.subarray(start, index + 1), this.before + index);
          start = index + 1;
        } else if (!this.inItem && this.depth < this.listDepth) this.listDepth = 0;
      } else if (this.depth === 0 && byte > SPACE) this.refuseText(chunk, index);
    }
    this.keep(chunk.subarray(start));
    this.before += chunk.length;
  }

  /** The document without its items, each of them replaced by a 0. */
  end(): unknown {
    if (this.before === 0) throw new ReaderError("is empty");
    if (this.depth > 0 || this.inString) throw new ReaderError(`is cut off after ${this.before} bytes`);
    return parsed(Buffer.concat(this.rest).toString(), this.before);
  }

  private open(byte: number): void {
    if (this.depth === 0 && ++this.roots > 1) {
      throw new ReaderError("holds more than one JSON document (a stream of events is no preview)");
    }
    this.depth += 1;
    if (this.depth > DEEPEST) throw new ReaderError(`is nested deeper than ${DEEPEST} levels`);
    const isList = byte === OPEN_LIST && this.depth > 1 && this.depth <= DEEPEST_LIST;
    if (isList && !this.inItem && this.listDepth === 0) this.listDepth = this.depth;
  }

  private startString(chunk: Buffer, start: number): number {
    this.inString = true;
    this.word = [];
    return this.readString(chunk, start);
  }

  /** The index of the string's closing quote, or the end of the chunk. */
  private readString(chunk: Buffer, start: number): number {
    let index = this.escaped ? start + 1 : start;
    while (index < chunk.length && chunk[index] !== QUOTE) index += chunk[index] === BACKSLASH ? 2 : 1;
    this.inString = index >= chunk.length;
    this.escaped = index > chunk.length;
    if (!this.inItem && this.depth < DEEPEST_LIST) this.readKey(chunk.subarray(start, index));
    return index;
  }

  private readKey(part: Buffer): void {
    this.word.push(Buffer.from(part));
    if (!this.inString) this.keys[this.depth] = Buffer.concat(this.word).toString();
  }

  private finishItem(last: Buffer, position: number): void {
    const bytes = this.item.length === 0 ? last : Buffer.concat([...this.item, last]);
    this.item = [];
    this.inItem = false;
    this.rest.push(PLACE);
    this.onItem(this.keys.slice(1, this.listDepth).join("."), parsed(bytes.toString("utf8"), position));
  }

  // A copy, so that a few bytes do not keep a whole chunk in memory.
  private keep(bytes: Buffer): void {
    (this.inItem ? this.item : this.rest).push(Buffer.from(bytes));
  }

  private refuseText(chunk: Buffer, index: number): void {
    const where = this.before + index;
    const shown = chunk.toString("utf8", index, index + 40).split("\n")[0];
    throw new ReaderError(`is not JSON: at byte ${where} stands ${JSON.stringify(shown)}`);
  }
}

function parsed(text: string, position: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReaderError(`is not valid JSON, before byte ${position}`);
  }
}
