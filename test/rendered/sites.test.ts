import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { planOf, sampleApp, staticApp } from "../box/sample-plan";
import { CaddyServer } from "./caddy-server";
import { secretFiles } from "./command";

const under = (name: string) => `${name}.203.0.113.7.sslip.io`;
const limited = { requests: 10, seconds: 60 };

describe("The sites", () => {
  const caddy = new CaddyServer();

  before(async function () {
    this.timeout(60_000);
    mkdirSync(join(caddy.folder, "basic-auth"));
    writeFileSync(join(caddy.folder, "basic-auth/private"), secretFiles("password_hash", "open sesame", ""));
    const site = join(caddy.folder, "static/site/0123456789abcdef");
    const started = caddy.start(
      planOf([
        sampleApp("todo", { maxBodyMb: 1 }),
        sampleApp("shop", {
          hosts: ["shop.example.com"],
          redirectHosts: ["www.example.com"],
          rateLimit: limited,
        }),
        sampleApp("down"),
        staticApp("site"),
        staticApp("private", { basicAuth: { user: "me", password: "VISITORS" } }),
      ]),
    );
    mkdirSync(join(site, "docs"), { recursive: true });
    for (const [name, text] of Object.entries({
      "index.html": "home",
      "about.html": "about",
      "docs/index.html": "docs",
      "app.0123abcd.js": "code",
      "invoice-20240115.pdf": "invoice",
      ".env": "hidden",
    })) {
      writeFileSync(join(site, name), text);
    }
    const hidden = join(caddy.folder, "static/private/0123456789abcdef");
    mkdirSync(hidden, { recursive: true });
    writeFileSync(join(hidden, "index.html"), "private");
    await started;
  });

  after(() => caddy.stop());

  it("answer under the box's address over plain HTTP, with safe headers and without HSTS", async () => {
    const { status, body, headers } = await caddy.ask({ host: under("todo") });
    expect([status, body]).to.deep.equal([200, "app"]);
    expect(headers).to.include({
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-frame-options": "SAMEORIGIN",
    });
    expect([headers["strict-transport-security"], headers.server]).to.deep.equal([undefined, undefined]);
  });

  it("answer under their own host over HTTPS, with HSTS", async () => {
    const { status, headers } = await caddy.ask({ host: "shop.example.com", secure: true });
    expect([status, headers["strict-transport-security"]]).to.deep.equal([200, "max-age=31536000"]);
  });

  it("send plain HTTP of their own host to HTTPS", async () => {
    const { status, headers } = await caddy.ask({ host: "shop.example.com", path: "/a?b=c" });
    expect(status).to.equal(308);
    expect(headers.location).to.match(/^https:\/\/shop\.example\.com(:\d+)?\/a\?b=c$/);
  });

  it("answer 404 for an unknown host, with and without TLS", async () => {
    const plain = await caddy.ask({ host: "nobody.example.com" });
    const secure = await caddy.ask({
      host: "nobody.example.com",
      secure: true,
      servername: "shop.example.com",
    });
    expect([plain.status, secure.status]).to.deep.equal([404, 404]);
  });

  it("refuse a body over the limit with 413", async () => {
    const body = Buffer.alloc(1_500_000);
    expect((await caddy.ask({ host: under("todo"), body })).status).to.equal(413);
    expect((await caddy.ask({ host: under("todo"), body: body.subarray(0, 900_000) })).status).to.equal(200);
  });

  it("show a friendly page that nobody keeps while an app is down, whatever the method", async () => {
    for (const body of [undefined, Buffer.from("x")]) {
      const { status, headers, body: page } = await caddy.ask({ host: under("down"), body });
      expect([status, headers["cache-control"], headers["retry-after"]]).to.deep.equal([
        503,
        "no-store",
        "5",
      ]);
      expect(headers["content-type"]).to.equal("text/html; charset=utf-8");
      expect(page).to.include("<h1>Just a moment</h1>").and.to.include("<small>503</small>");
    }
  });

  it("say that something went wrong, and not that the app starts, when it breaks a connection off", async () => {
    const { status, headers, body } = await caddy.ask({ host: under("todo"), path: "/broken" });
    expect([status, headers["cache-control"], headers["retry-after"]]).to.deep.equal([
      502,
      "no-store",
      undefined,
    ]);
    expect(body).to.include("<h1>Something went wrong</h1>");
  });

  it("send the app's other hosts to the same path of its first one", async () => {
    const ask = (path: string) => caddy.ask({ host: "www.example.com", path, secure: true });
    const { status, headers } = await ask("/a%20b?c=d");
    expect([status, headers.location]).to.deep.equal([308, "https://shop.example.com/a%20b?c=d"]);
    expect(headers["strict-transport-security"]).to.equal("max-age=31536000");
    expect((await ask("//evil.example/")).headers.location).to.equal(
      "https://shop.example.com//evil.example/",
    );
  });

  it("ask visitors for a password where one is set, and let the right one in", async () => {
    const ask = (credentials?: string) => {
      const authorization = `Basic ${Buffer.from(credentials ?? "").toString("base64")}`;
      return caddy.ask({
        host: under("private"),
        headers: credentials === undefined ? {} : { authorization },
      });
    };
    const stranger = await ask();
    expect([
      stranger.status,
      stranger.headers["www-authenticate"],
      stranger.headers["cache-control"],
    ]).to.deep.equal([401, 'Basic realm="restricted"', "no-store"]);
    const statuses = [];
    for (const credentials of ["me:open sesame", "me:open sesam", "you:open sesame", "me:"]) {
      statuses.push((await ask(credentials)).status);
    }
    expect(statuses).to.deep.equal([200, 401, 401, 401]);
    expect((await ask("me:open sesame")).body).to.equal("private");
  });

  it("refuse headers above 32 KiB with 431", async () => {
    const { status } = await caddy.ask({ host: under("todo"), headers: { "x-large": "x".repeat(40_000) } });
    expect(status).to.equal(431);
  });

  it("limit requests of one address with 429 and say when to try again", async () => {
    const ask = () => caddy.ask({ host: "shop.example.com", secure: true });
    const answers = [];
    for (let number = 0; number < 15; number += 1) answers.push(await ask());
    const last = answers.at(-1);
    expect(answers.filter(({ status }) => status === 200).length).to.be.at.most(limited.requests);
    expect([last?.status, Number(last?.headers["retry-after"]) > 0]).to.deep.equal([429, true]);
    expect(last?.body).to.include("Too many requests");
  });

  it("serve static files with and without their ending, and folders by their index", async () => {
    const body = async (path: string) => (await caddy.ask({ host: under("site"), path })).body;
    expect([await body("/"), await body("/about"), await body("/docs/")]).to.deep.equal([
      "home",
      "about",
      "docs",
    ]);
  });

  it("let browsers keep files whose name carries a hash, and ask again for all others", async () => {
    const kept = async (path: string) =>
      (await caddy.ask({ host: under("site"), path })).headers["cache-control"];
    expect(await kept("/app.0123abcd.js")).to.equal("public, max-age=31536000, immutable");
    expect(await kept("/invoice-20240115.pdf")).to.equal("no-cache");
    expect(await kept("/")).to.equal("no-cache");
  });

  it("hide files that were never meant to be served", async () => {
    expect((await caddy.ask({ host: under("site"), path: "/.env" })).status).to.equal(404);
  });

  it("log requests without cookies, authorization or tokens", async () => {
    const headers = { cookie: "id=cookie-value", authorization: "Bearer header-value" };
    for (const name of ["todo", "down"])
      await caddy.ask({ host: under(name), path: "/?token=query-value&page=2", headers });
    const lines = caddy.log.split("\n").filter((line) => line.includes("page=2"));
    expect(lines.length).to.equal(2);
    expect(lines.join("\n")).to.include("token=REDACTED");
    expect(caddy.log).not.to.match(/cookie-value|header-value|query-value/);
  });
});
