import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { labTiers } from "../lab-settings";
import type { WatchState } from "./watch-state";

type LabTier = (typeof labTiers)[number];

/** Who is shown, and takes orders. */
export interface Watched {
  readonly state: WatchState;
  begin(tier: LabTier): boolean;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
const longestOrder = 200;

/** The live page, for this machine alone. Resolves to its address. */
export async function startViewServer(
  watched: Watched,
  port: number,
): Promise<{ readonly url: string; readonly server: Server }> {
  const page = readFileSync(join(__dirname, "page.html"), "utf8").replace("TIERS", JSON.stringify(labTiers));
  const server = createServer((message, response) => {
    void answer(message, response, watched, page).catch(() => response.writeHead(400).end());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  watched: Watched,
  page: string,
): Promise<void> {
  const json = (status: number, value: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  switch (`${message.method} ${message.url}`) {
    case "GET /":
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(page);
      return;
    case "GET /state":
      json(200, watched.state);
      return;
    case "POST /switch":
      json(await order(message, watched), {});
      return;
    default:
      response.writeHead(404).end();
  }
}

/** Other sites' pages cannot send this content type here without being asked first, and the answer would be no. */
async function order(message: IncomingMessage, watched: Watched): Promise<number> {
  if (message.headers["content-type"] !== "application/json") return 415;
  let text = "";
  for await (const part of message) {
    text += String(part);
    if (text.length > longestOrder) return 413;
  }
  const { tier } = JSON.parse(text) as { readonly tier: unknown };
  const known = labTiers.find((name) => name === tier);
  if (known === undefined) return 400;
  return watched.begin(known) ? 202 : 409;
}
