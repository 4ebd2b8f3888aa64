const UTF16 = [0xff, 0xfe];
const UTF8 = [0xef, 0xbb, 0xbf];

/** The same text as UTF-8 without a byte order mark: Windows PowerShell redirects output as UTF-16. */
export async function* asUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    if (isFirst && startsWith(chunk, UTF16)) decoder = new TextDecoder("utf-16le");
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield isFirst && startsWith(chunk, UTF8) ? chunk.subarray(UTF8.length) : chunk;
    isFirst = false;
  }
}

function startsWith(chunk: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => chunk[index] === byte);
}
