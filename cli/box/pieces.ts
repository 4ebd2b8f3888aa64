import { deflateSync, inflateSync } from "node:zlib";

/** Bytes from a position on, as box/programs/box_pieces.py writes and reads them: compressed, in base64. */
export interface Piece {
  readonly at: number;
  readonly data: string;
}

/** Of what is tried at once: far more than fits, even of what compresses well. */
const longest = 1 << 20;

export function unpacked({ data }: Piece): Buffer {
  return data === "" ? Buffer.alloc(0) : inflateSync(Buffer.from(data, "base64"));
}

/** A long beginning of the data that fits into so many characters, and how many bytes it is. */
export function packed(data: Buffer, room: number): { readonly text: string; readonly bytes: number } {
  for (let bytes = Math.min(data.length, longest); bytes > 0;) {
    const text = deflateSync(data.subarray(0, bytes)).toString("base64");
    if (text.length <= room) return { text, bytes };
    bytes = Math.min(bytes - 1, Math.floor((bytes * room) / text.length));
  }
  return { text: deflateSync(Buffer.alloc(0)).toString("base64"), bytes: 0 };
}
