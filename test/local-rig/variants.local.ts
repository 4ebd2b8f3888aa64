import { expect } from "chai";
import { output } from "../../rig/command";
import { request } from "../../rig/request";
import { inApp, local, runs, statesOf } from "./ladder";
import { apps, Portfolio } from "./portfolio";

const address = "127.0.0.1";

describe("A stack with a password for visitors, on PostgreSQL 18", () => {
  const portfolio = new Portfolio("variants");
  const guarded = (version: number) => ({
    name: "site",
    static: "./site",
    secrets: [{ name: "PASSWORD", generate: true, version }],
    basicAuth: { user: "me", password: "PASSWORD" },
  });
  const describeWith = (version: number) =>
    portfolio.describe([guarded(version), ...apps.filter(({ name }) => name === "todo")], { postgres: 18 });

  before(() => describeWith(1));
  after(() => local(portfolio, "--down", "--delete-data", "--yes"));

  const visitor = () => portfolio.read(portfolio.own("secrets/site.visitor")).trim();

  async function status(who?: string): Promise<number> {
    const headers: Record<string, string> = {};
    if (who !== undefined) headers["authorization"] = `Basic ${Buffer.from(who).toString("base64")}`;
    return (await request({ address, host: "site.localhost", headers })).status;
  }

  it("runs, lets in who has the password, and is running for who asks without one", async () => {
    expect(statesOf(await runs(portfolio))).to.deep.equal({ site: "served", todo: "healthy" });
    expect(visitor()).to.match(/^me:[0-9A-Za-z]{32}$/);
    expect([await status(), await status("me:wrong"), await status(visitor())]).to.deep.equal([
      401, 401, 200,
    ]);
  });

  it("takes a new password without a restart of Caddy", async () => {
    const old = visitor();
    const caddy = () =>
      output("docker", [
        "inspect",
        "--format",
        "{{.Id}} {{.State.StartedAt}}",
        `${portfolio.project}-caddy-1`,
      ]);
    const before = await caddy();
    describeWith(2);
    await runs(portfolio);
    expect([await status(old), await status(visitor())]).to.deep.equal([401, 200]);
    expect(await caddy()).to.equal(before);
  });

  it("keeps its rows over --down", async () => {
    const psql = (sql: string) =>
      inApp(portfolio, "postgres", "psql", "-U", "postgres", "-tAc", sql, "app_todo");
    expect(await psql("show server_version_num")).to.match(/^18/);
    await psql("create table kept as select 7 as number");
    await local(portfolio, "--down");
    await runs(portfolio);
    expect(await psql("select number from kept")).to.equal("7");
  });
});
