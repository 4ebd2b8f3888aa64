import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one request for an offer file. */
export type Answer = (response: ServerResponse) => void;

/** What a test asks of the server while it runs. */
export interface OfferServer {
  readonly baseUrl: string;
  /** Paths asked for, in order. */
  readonly requests: readonly string[];
}

/** Serves `files` by path below /offers/v1.0/aws/ while `use` runs; 404 for anything else. */
export async function withOfferServer<Result>(
  files: Readonly<Record<string, string | Answer>>,
  use: (server: OfferServer) => Promise<Result>,
): Promise<Result> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace("/offers/v1.0/aws/", "");
    requests.push(path);
    const file = files[path] ?? fails(404);
    if (typeof file === "string") whole(file)(response);
    else file(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function fails(status: number): Answer {
  return (response) => response.writeHead(status).end("no");
}

export function whole(text: string): Answer {
  return (response) => response.writeHead(200, { "content-length": Buffer.byteLength(text) }).end(text);
}

/** Announces the whole file and breaks the connection after a part of it. */
export function cutOff(text: string, after: number): Answer {
  return (response) => {
    response.writeHead(200, { "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, after), () => response.destroy());
  };
}

/** Sends a part as if it were everything: no length announced, connection closed in order. */
export function shortened(text: string, after: number): Answer {
  return (response) => response.writeHead(200).end(text.slice(0, after));
}

/** Sends the beginning and then nothing more. */
export function stalls(text: string): Answer {
  return (response) => {
    response.writeHead(200);
    response.write(text.slice(0, 100));
  };
}

/** Answers each request in turn. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;
  return (response) => answers[Math.min(next++, answers.length - 1)]?.(response);
}
