import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { healthPath } from "../../plan/health-path";
import type { AppPlan } from "../../plan/types";
import { planOf, sampleApp } from "../box/sample-plan";
import { CaddyServer } from "./caddy-server";
import { secretFiles } from "./command";

const shop = sampleApp("shop", { hosts: ["shop.example.com"], redirectHosts: ["www.example.com"] });
const limited = sampleApp("todo", {
  hosts: ["todo.example.com"],
  rateLimit: { requests: 2, seconds: 60 },
});
/** As the load balancer passes a request on. */
const from = (client: string, protocol = "https") => ({
  "x-forwarded-for": client,
  "x-forwarded-proto": protocol,
});

function served(...apps: readonly AppPlan[]): CaddyServer {
  const caddy = new CaddyServer();
  before(async function () {
    this.timeout(60_000);
    mkdirSync(join(caddy.folder, "basic-auth"));
    for (const { name, basicAuth } of apps)
      if (basicAuth)
        writeFileSync(join(caddy.folder, "basic-auth", name), secretFiles("password_hash", "x", ""));
    await caddy.start(planOf(apps), "balanced");
  });
  after(() => caddy.stop());
  return caddy;
}

async function healthOf(caddy: CaddyServer): Promise<number> {
  return (await caddy.ask({ host: "10.20.0.7", path: healthPath })).status;
}

describe("The sites behind a load balancer", () => {
  const caddy = served(shop, limited);

  it("answer under their hosts to what came over HTTPS, and ask browsers to stay there", async () => {
    const answer = await caddy.ask({ host: "shop.example.com", headers: from("198.51.100.1") });
    expect([answer.status, answer.body]).to.deep.equal([200, "app"]);
    expect(answer.headers["strict-transport-security"]).to.equal("max-age=31536000");
  });

  it("send what came over HTTP to HTTPS, path and query included", async () => {
    const path = "/a?b=c";
    const answer = await caddy.ask({ host: "shop.example.com", path, headers: from("198.51.100.1", "http") });
    expect([answer.status, answer.headers.location]).to.deep.equal([308, "https://shop.example.com/a?b=c"]);
    const www = await caddy.ask({ host: "www.example.com", path, headers: from("198.51.100.1") });
    expect([www.status, www.headers.location]).to.deep.equal([308, "https://shop.example.com/a?b=c"]);
  });

  it("limit each client by the address that the load balancer adds, whatever the client claims before it", async () => {
    const statuses = [];
    for (const client of [
      "203.0.113.1, 198.51.100.2",
      "203.0.113.2, 198.51.100.2",
      "203.0.113.3, 198.51.100.2",
    ])
      statuses.push((await caddy.ask({ host: "todo.example.com", headers: from(client) })).status);
    statuses.push((await caddy.ask({ host: "todo.example.com", headers: from("198.51.100.3") })).status);
    expect(statuses).to.deep.equal([200, 200, 429, 200]);
  });

  it("tell the load balancer when the instance is ready, and nobody else under an app's host", async () => {
    expect(await healthOf(caddy)).to.equal(503);
    writeFileSync(join(caddy.folder, "ready"), "");
    expect(await healthOf(caddy)).to.equal(200);
    rmSync(join(caddy.folder, "ready"));
    expect(await healthOf(caddy)).to.equal(503);
    const app = await caddy.ask({
      host: "shop.example.com",
      path: healthPath,
      headers: from("198.51.100.1"),
    });
    expect(app.body).to.equal("app");
    expect((await caddy.ask({ host: "nobody.example.com" })).status).to.equal(404);
  });

  it("answer Route 53 well, which asks under the load balancer's name, only where the load balancer itself asks", async () => {
    writeFileSync(join(caddy.folder, "ready"), "");
    const ask = { host: "lb-1.us-east-1.elb.amazonaws.com", headers: from("198.51.100.9", "http") };
    const answers = [await caddy.ask({ ...ask, path: healthPath }), await caddy.ask({ ...ask, path: "/" })];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 404]);
    rmSync(join(caddy.folder, "ready"));
  });
});

describe("One app behind a load balancer without a domain", () => {
  const caddy = served(
    sampleApp("todo", {
      basicAuth: { user: "me", password: "VISITORS" },
      rateLimit: { requests: 1, seconds: 60 },
    }),
  );

  it("answers under any host, and asks for its password; the load balancer needs none and has no limit", async () => {
    writeFileSync(join(caddy.folder, "ready"), "");
    const authorization = `Basic ${Buffer.from("me:x").toString("base64")}`;
    const headers = { ...from("198.51.100.1"), authorization };
    expect((await caddy.ask({ host: "lb.example", headers })).body).to.equal("app");
    expect((await caddy.ask({ host: "lb.example", headers: from("198.51.100.2") })).status).to.equal(401);
    const answers = [await healthOf(caddy), await healthOf(caddy), await healthOf(caddy)];
    expect(answers).to.deep.equal([200, 200, 200]);
  });
});
