import { CsvError, CsvReader } from "../csv";

/** One price of an offer file; `value` reads a column by name and is "" where the file has none. */
export interface OfferRow {
  value(column: string): string;
}

/** What an offer file says about itself. */
export interface OfferInfo {
  /** `2026-09-11`. */
  readonly published: string;
  readonly rows: number;
}

/** Thrown for a file that is not a complete offer file. */
export class OfferFileError extends Error {
  override readonly name = "OfferFileError";
}

// Five lines of metadata come before the header; more without one means that it is some other file.
const MAX_METADATA_LINES = 20;

/** Reads an offer file (CSV) piece by piece and hands over its rows one at a time. */
export async function readOffer(
  chunks: AsyncIterable<Uint8Array>,
  offer: string,
  onRow: (row: OfferRow) => void,
): Promise<OfferInfo> {
  const file = new OfferReader(offer, onRow);
  const csv = new CsvReader();
  const decoder = new TextDecoder();
  try {
    for await (const chunk of chunks) csv.push(decoder.decode(chunk, { stream: true })).forEach(file.add);
    csv.end().forEach(file.add);
  } catch (error) {
    throw error instanceof CsvError ? new OfferFileError(`${error.message}: cut off?`) : error;
  }
  return file.finish();
}

class OfferReader {
  private readonly metadata = new Map<string, string>();
  private columns: ReadonlyMap<string, number> | undefined;
  private rows = 0;

  constructor(
    private readonly offer: string,
    private readonly onRow: (row: OfferRow) => void,
  ) {}

  readonly add = (fields: string[]): void => {
    if (this.columns) this.addRow(fields, this.columns);
    else if (fields[0] === "SKU") this.columns = this.header(fields);
    else this.addMetadata(fields);
  };

  finish(): OfferInfo {
    if (!this.columns) throw new OfferFileError("not an AWS offer file: no header line that starts with SKU");
    if (this.rows === 0) throw new OfferFileError("the file has no prices");
    const published = this.metadata.get("Publication Date")?.slice(0, 10);
    if (!published) throw new OfferFileError("the file does not say when it was published");
    return { published, rows: this.rows };
  }

  private addRow(fields: string[], columns: ReadonlyMap<string, number>): void {
    if (fields.length !== columns.size) {
      throw new OfferFileError(
        `price ${this.rows + 1} has ${fields.length} of ${columns.size} fields: cut off?`,
      );
    }
    this.rows += 1;
    this.onRow({ value: (column) => fields[columns.get(plain(column)) ?? -1] ?? "" });
  }

  private header(fields: readonly string[]): ReadonlyMap<string, number> {
    const code = this.metadata.get("OfferCode");
    if (code !== this.offer) {
      throw new OfferFileError(`expected the offer ${this.offer}, got ${code ?? "none"}`);
    }
    return new Map(fields.map((name, index) => [plain(name), index]));
  }

  private addMetadata([key = "", value = ""]: string[]): void {
    this.metadata.set(key, value);
    if (this.metadata.size > MAX_METADATA_LINES) {
      throw new OfferFileError("not an AWS offer file: no header line that starts with SKU");
    }
  }
}

// AWS writes "Region Code" beside "usageType", and not the same way in every offer.
function plain(column: string): string {
  return column.replaceAll(" ", "").toLowerCase();
}
