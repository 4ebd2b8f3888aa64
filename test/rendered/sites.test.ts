import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { planOf, sampleApp, staticApp } from "../box/sample-plan";
import { CaddyServer } from "./caddy-server";

const under = (name: string) => `${name}.203.0.113.7.sslip.io`;
const limited = { requests: 10, seconds: 60 };

describe("The sites", () => {
  const caddy = new CaddyServer();

  before(async function () {
    this.timeout(60_000);
    const site = join(caddy.folder, "static/site/0123456789abcdef");
    const started = caddy.start(
      planOf([
        sampleApp("todo", { maxBodyMb: 1 }),
        sampleApp("shop", { hosts: ["shop.example.com"], rateLimit: limited }),
        sampleApp("down"),
        staticApp("site"),
      ]),
    );
    mkdirSync(join(site, "docs"), { recursive: true });
    for (const [name, text] of Object.entries({
      "index.html": "home",
      "about.html": "about",
      "docs/index.html": "docs",
      "app.0123abcd.js": "code",
      ".env": "hidden",
    })) {
      writeFileSync(join(site, name), text);
    }
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
      const answer = await caddy.ask({ host: under("down"), body });
      expect([answer.status, answer.headers["cache-control"]]).to.deep.equal([502, "no-store"]);
      expect(answer.headers["content-type"]).to.equal("text/html; charset=utf-8");
      expect(answer.body).to.include("<h1>Just a moment</h1>").and.to.include("<small>502</small>");
    }
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
