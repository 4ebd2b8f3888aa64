import { expect } from "chai";
import { run } from "./command";
import { admin, RdsServer } from "./rds-server";

/** An app with node-postgres that has nothing but DATABASE_URL. */
const app = `
const { Client } = require("pg");
const client = new Client({ connectionString: process.env.DATABASE_URL });
client.connect().then(() => client.end()).catch((error) => { console.error(error.message); process.exit(1); });
`;

describe("DATABASE_URL on RDS", () => {
  const server = new RdsServer();
  before(() => server.start());
  after(() => server.stop());

  const connected = (sslmode: string, more: Readonly<Record<string, string>> = {}) => {
    const url = `postgres://${admin.user}:${admin.password}@${server.host}:${server.port}/postgres?sslmode=${sslmode}`;
    const { status, stderr } = run(process.execPath, ["-e", app], "", { DATABASE_URL: url, ...more });
    return status === 0 ? "connected" : stderr.trim().split("\n").at(-1);
  };

  it("with verify-full lets node-postgres in when the image has the authority's certificate, as docs/fargate.md says", () => {
    expect(connected("verify-full", { NODE_EXTRA_CA_CERTS: server.authority })).to.equal("connected");
    expect(connected("verify-full")).to.match(/certificate/);
  });

  it("with no-verify lets node-postgres in without it, and with require does not", () => {
    expect(connected("no-verify")).to.equal("connected");
    expect(connected("require")).to.match(/certificate/);
  });
});
