import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { TwoCaddies } from "./two-caddies";

const reloads = 40;
const clients = 16;

describe("The lab's load balancer", () => {
  const balancer = new TwoCaddies();
  /** Path -> how often the app was asked. */
  const asked = new Map<string, number>();
  let seen: IncomingHttpHeaders = {};
  const app = createServer((message, response) => void answer(message, response));
  let endpoints: readonly string[] = [];

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url ?? "";
    asked.set(path, (asked.get(path) ?? 0) + 1);
    seen = message.headers;
    let body = "";
    for await (const part of message) body += String(part);
    if (path === "/dies") return void message.socket.destroy();
    if (path === "/dies-late") {
      response.writeHead(200, { "content-length": 100 }).write("begun");
      return void setTimeout(() => message.socket.destroy(), 20);
    }
    response.writeHead(200, { server: "the app" }).end(`took ${body}`);
  }

  before(async function () {
    this.timeout(60_000);
    app.listen(0, "127.0.0.1");
    await once(app, "listening");
    const { port } = app.address() as AddressInfo;
    endpoints = [`127.0.0.1:${port}`, `localhost:${port}`];
    await balancer.start();
    await balancer.load(endpoints);
  });

  after(() => {
    balancer.stop();
    app.close();
  });

  it("answers every request on a new connection, and does every one once, while its configuration changes", async () => {
    const failures: string[] = [];
    const answered: string[] = [];
    let over = false;
    const client = async (number: number) => {
      for (let count = 0; !over; count += 1) {
        const path = `/${number}/${count}`;
        const body = number % 4 < 2 ? undefined : "a write";
        const wanted = `200 took ${body ?? ""}`;
        const got = await balancer.visit({ path, secure: number % 2 === 0, ...(body && { body }) }).then(
          ({ status, body: text }) => `${status} ${text}`,
          (error: unknown) => String(error),
        );
        if (got === wanted) answered.push(path);
        else failures.push(`${path}: ${got}`);
      }
    };
    const running = Array.from({ length: clients }, (_, number) => client(number));
    for (let count = 0; count < reloads; count += 1) {
      await balancer.load(endpoints.slice(count % 2));
      await new Promise((done) => setTimeout(done, 50));
    }
    over = true;
    await Promise.all(running);
    expect(failures).to.deep.equal([]);
    expect(answered.filter((path) => asked.get(path) !== 1)).to.deep.equal([]);
    expect(answered.length).to.be.greaterThan(reloads);
  });

  it("tells an app who the visitor is, and does not show itself to the visitor", async () => {
    const { headers } = await balancer.visit({
      path: "/",
      secure: true,
      headers: { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "ftp" },
    });
    const { host, via, "x-forwarded-for": visitor, "x-forwarded-proto": protocol } = seen;
    expect([host, visitor, protocol, seen["x-forwarded-host"], via]).to.deep.equal([
      ...["todo.example.com", "127.0.0.1", "https", "todo.example.com", "1.1 Caddy"],
    ]);
    expect([headers["server"], headers["via"]]).to.deep.equal(["the app", undefined]);
    await balancer.visit({ path: "/", secure: false });
    expect(seen["x-forwarded-proto"]).to.equal("http");
  });

  it("never sends a request again to an app that dies, neither before its answer nor within it", async () => {
    const { status } = await balancer.visit({ path: "/dies", secure: true, body: "a write" });
    expect([status, asked.get("/dies")]).to.deep.equal([502, 1]);
    const late = balancer.visit({ path: "/dies-late", secure: true, body: "a write" });
    expect(await late.catch((error: Error) => error.message)).to.equal("socket hang up");
    expect(asked.get("/dies-late")).to.equal(1);
  });
});
