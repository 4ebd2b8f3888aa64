import { connect } from "node:tls";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { tool } from "../rendered/command";
import type { Box } from "../../rig/box";
import { output, until } from "../../rig/command";
import { edgeStack } from "./edge-stack";
import { http2Request } from "./http2";
import type { Ask } from "../../rig/request";
import { rig } from "../../rig/rig";
import { sharedBox } from "./shared-box";
import { webSocketEcho } from "./web-socket";

describe("the edge of a box with a domain", () => {
  let box: Box;
  let authority: string;
  const host = "echo.rig.test";

  const secure = (options: Partial<Ask>) => box.ask({ host, authority, ...options });

  before(async () => {
    box = await sharedBox(edgeStack);
    authority = await box.exec("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
    for (const name of [host, "rig.test", "www.rig.test"]) {
      await until(`${name} has a certificate`, 60, () => secure({ host: name }).catch(() => undefined));
    }
  });

  it("serves the bare domain and sends www to the same path of it", async () => {
    expect((await secure({ host: "rig.test", path: "/own-headers" })).body).to.equal("own");
    const { status, headers } = await secure({ host: "www.rig.test", path: "/a?b=c" });
    expect([status, headers.location]).to.deep.equal([308, "https://rig.test/a?b=c"]);
    const plain = await box.ask({ host: "www.rig.test", path: "/a" });
    expect([plain.status, plain.headers.location]).to.deep.equal([308, "https://www.rig.test/a"]);
  });

  it("speaks HTTP/2, without WebSockets inside it, and says that there is HTTP/3", async () => {
    const { protocol, settings, headers, body } = await http2Request(box.address, host, authority);
    expect([protocol, headers[":status"], headers["alt-svc"]]).to.deep.equal([
      "h2",
      200,
      'h3=":443"; ma=2592000',
    ]);
    expect((JSON.parse(body) as { url: string }).url).to.equal("/");
    // Caddy collects the start of a body before it asks the app; a WebSocket inside HTTP/2 would wait for ever.
    expect(settings.enableConnectProtocol).to.equal(false);
  });

  it("speaks HTTP/3", async () => {
    const file = join(rig().folder, "authority.pem");
    await writeFile(file, authority);
    const answer = await output(tool("http3"), [`${box.address}:443`, `https://${host}/own-headers`, file]);
    expect(answer).to.equal("HTTP/3.0 200\nown");
  });

  it("passes WebSockets", async () => {
    expect(await webSocketEcho(box.address, host, authority, "there and back")).to.equal("there and back");
  });

  it("adds safe headers, and lets the app's own win", async () => {
    const names = [
      "x-content-type-options",
      "x-frame-options",
      "referrer-policy",
      "strict-transport-security",
    ];
    const shown = async (path: string) => {
      const { headers } = await secure({ path });
      return [...names, "server"].map((name) => headers[name]);
    };
    const added = ["nosniff", "SAMEORIGIN", "strict-origin-when-cross-origin", "max-age=31536000", undefined];
    expect(await shown("/")).to.deep.equal(added);
    expect(await shown("/own-headers")).to.deep.equal([
      "nosniff",
      "DENY",
      "no-referrer",
      "max-age=60",
      undefined,
    ]);
  });

  it("compresses what is long, when the client can read it", async () => {
    const size = async (encoding: string) => {
      const { headers, body } = await secure({ path: "/long", headers: { "accept-encoding": encoding } });
      return { encoding: headers["content-encoding"], small: body.length < 5000 };
    };
    expect(await size("gzip")).to.deep.equal({ encoding: "gzip", small: true });
    expect(await size("zstd, gzip")).to.deep.equal({ encoding: "zstd", small: true });
    expect(await size("identity")).to.deep.equal({ encoding: undefined, small: false });
  });

  it("leaves an app's own errors as they are, and lets nobody keep a broken connection's page", async () => {
    const own = await secure({ path: "/own-error" });
    expect([own.status, own.body]).to.deep.equal([503, "own error"]);
    expect([own.headers["cache-control"], own.headers["retry-after"]]).to.deep.equal(["max-age=9", "77"]);
    const { status, headers, body } = await secure({ path: "/broken", body: "sent once" });
    expect([status, headers["cache-control"], headers["retry-after"]]).to.deep.equal([
      502,
      "no-store",
      undefined,
    ]);
    expect(body).to.include("<h1>Something went wrong</h1>");
  });

  it("has no certificate for a host that no app has, and makes none", async () => {
    const error = await new Promise((resolve) => {
      const socket = connect({ host: box.address, port: 443, servername: "unknown.rig.test", ca: authority });
      socket
        .once("error", ({ message }) => resolve(message))
        .once("secureConnect", () => resolve("a certificate"));
    });
    expect(error).to.match(/alert internal error/);
    const stored = await box.exec("ls /data/ladder/caddy/data/caddy/certificates/local");
    expect(stored).not.to.include("unknown");
  });

  it("keeps keys and certificates where only root reads them", async () => {
    const open =
      "find /data/ladder/caddy \\( -perm /077 -o ! -user root \\) -a \\( -name '*.key' -o -maxdepth 1 -name data \\)";
    expect(await box.exec(open)).to.equal("");
    expect(
      await box.exec(
        "find /data/ladder/caddy -path '*/certificates/local/*' -name echo.rig.test.key | wc -l",
      ),
    ).to.equal("1");
  });
});
