import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { askCaddy } from "../../lab/balancer/administration";

describe("Caddy's administration in the lab", () => {
  it("is asked on a connection of its own each time, because a new configuration ends the open ones", async () => {
    const seen: (string | undefined)[][] = [];
    let connections = 0;
    const server = createServer(({ method, url, headers, socket }, response) => {
      seen.push([method, url, headers["origin"], headers["content-type"]]);
      response.end("taken");
      // As Caddy does it once it has answered: without a word.
      response.once("finish", () => setImmediate(() => socket.destroy()));
    });
    server.on("connection", () => (connections += 1));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    for (const body of [undefined, "first", "second"])
      expect((await askCaddy("127.0.0.1", "/load", body, port)).body).to.equal("taken");
    expect(connections).to.equal(3);
    expect(seen).to.deep.equal([
      ["GET", "/load", origin, "text/caddyfile"],
      ["POST", "/load", origin, "text/caddyfile"],
      ["POST", "/load", origin, "text/caddyfile"],
    ]);
    server.close();
  });
});
