// A quote that is never closed would otherwise collect the rest of the file.
const MAX_RECORD = 1_000_000;

/** Thrown for a text that is not complete CSV. */
export class CsvError extends Error {
  override readonly name = "CsvError";
}

/**
 * Reads CSV piece by piece (RFC 4180: quotes, doubled quotes, commas and line breaks inside quotes), so that
 * a file of any size needs the memory of one record.
 */
export class CsvReader {
  private rest = "";

  /** Adds a piece of text and returns the records it completes. */
  push(text: string): string[][] {
    this.rest += text;
    const records: string[][] = [];
    let start = 0;
    for (let end = recordEnd(this.rest, start); end >= 0; end = recordEnd(this.rest, start)) {
      pushRecord(records, this.rest.slice(start, end));
      start = end + 1;
    }
    this.rest = this.rest.slice(start);
    if (this.rest.length > MAX_RECORD) throw new CsvError(`a record is longer than ${MAX_RECORD} characters`);
    return records;
  }

  /** Returns the last record when the text did not end in a line break. */
  end(): string[][] {
    const records: string[][] = [];
    if (openQuote(this.rest)) throw new CsvError("the text ends inside a quoted field");
    pushRecord(records, this.rest);
    this.rest = "";
    return records;
  }
}

/** All records of a text that fits in memory. */
export function parseCsv(text: string): string[][] {
  const reader = new CsvReader();
  return [...reader.push(text), ...reader.end()];
}

/** One record as a line without its line break; quotes only where needed. */
export function formatCsv(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",");
}

function pushRecord(records: string[][], line: string): void {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  if (text !== "") records.push(parseRecord(text));
}

/** Index of the line break that ends the record starting at `start`, or -1 when it is not there yet. */
function recordEnd(text: string, start: number): number {
  let from = start;
  for (;;) {
    const end = text.indexOf("\n", from);
    if (end < 0) return -1;
    const quote = text.slice(from, end).indexOf('"');
    if (quote < 0) return end;
    const close = closingQuote(text, from + quote);
    if (close < 0) return -1;
    from = close + 1;
  }
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

function openQuote(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1;
}

function parseRecord(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const quoted = line[at] === '"';
    const end = quoted ? closingQuote(line, at) + 1 : nextComma(line, at);
    fields.push(quoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end));
    at = end + 1;
  }
  return fields;
}

function nextComma(line: string, at: number): number {
  const comma = line.indexOf(",", at);
  return comma < 0 ? line.length : comma;
}
