import { setTimeout as sleep } from "node:timers/promises";

/** How patient a download is. */
export interface DownloadOptions {
  /** Give up when no byte arrives for this long. */
  readonly idleMs: number;
  readonly attempts: number;
  /** Wait before the second attempt; doubles each time. */
  readonly retryMs: number;
}

export const PATIENT: DownloadOptions = { idleMs: 60_000, attempts: 3, retryMs: 2_000 };

/** Thrown when a file could not be had as a whole. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  constructor(
    message: string,
    readonly retryable: boolean,
  ) {
    super(message);
  }
}

/**
 * Downloads `url` and passes its bytes to `use`; starts over, with a fresh `use`, when the network or the server
 * fails. An error of `use` itself is final.
 */
export async function download<Result>(
  url: string,
  options: DownloadOptions,
  use: (chunks: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await use(fetchChunks(url, options.idleMs));
    } catch (error) {
      const again = error instanceof DownloadError && error.retryable && attempt < options.attempts;
      if (!again) throw error;
      await sleep(options.retryMs * 2 ** (attempt - 1));
    }
  }
}

async function* fetchChunks(url: string, idleMs: number): AsyncGenerator<Uint8Array> {
  const abort = new AbortController();
  let idle = setTimeout(() => abort.abort(), idleMs);
  let received = 0;
  try {
    const response = await fetch(url, { signal: abort.signal });
    checkStatus(response, url);
    for await (const chunk of response.body ?? []) {
      clearTimeout(idle);
      idle = setTimeout(() => abort.abort(), idleMs);
      received += chunk.length;
      yield chunk;
    }
    checkLength(response, received, url);
  } catch (error) {
    throw networkError(error, url, received, abort.signal.aborted ? idleMs : undefined);
  } finally {
    clearTimeout(idle);
    abort.abort();
  }
}

function checkStatus({ ok, status }: Response, url: string): void {
  if (!ok) throw new DownloadError(`${url}: the server answered ${status}`, status >= 500 || status === 429);
}

// With a content encoding the length counts compressed bytes, which never get here.
function checkLength({ headers }: Response, received: number, url: string): void {
  const announced = headers.get("content-length");
  if (announced === null || headers.has("content-encoding") || Number(announced) === received) return;
  throw new DownloadError(`${url}: got ${received} of ${announced} bytes`, true);
}

function networkError(error: unknown, url: string, received: number, idleMs?: number): DownloadError {
  if (error instanceof DownloadError) return error;
  if (idleMs !== undefined) {
    return new DownloadError(`${url}: nothing arrived for ${idleMs / 1000} s, after ${received} bytes`, true);
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new DownloadError(`${url}: the download broke off after ${received} bytes (${cause})`, true);
}
