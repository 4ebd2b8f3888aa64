import { createServer, type AddressInfo, type Socket } from "node:net";
import { expect } from "chai";
import { invoked as start } from "./invoked-function";
import { admin, RdsServer } from "./rds-server";

const app = (name: string, more: object = {}) => ({
  ...{ name: `app_${name}`, role: `app_${name}`, password: `${name}-password`, connections: 4 },
  ...more,
});
const apps = [app("shop"), app("blog")];
const as = (name: string, database?: string) => ({
  user: `app_${name}`,
  password: `${name}-password`,
  database,
});

describe("The function that makes databases on RDS", () => {
  const server = new RdsServer();
  const input = (more: object = {}) => ({ host: server.host, port: server.port, ...admin, apps, ...more });
  const invoke = (more: object = {}, authority = server.authority) => start(input(more), authority).ended;
  const rejection = (query: Promise<unknown>) =>
    query.then(
      () => "accepted",
      (error: unknown) => (error as Error).message,
    );

  before(() => server.start());
  after(() => server.stop());

  it("makes them through an administrator that is no superuser, and tells nothing", async () => {
    expect(await invoke()).to.deep.equal({ answer: { databases: ["app_shop", "app_blog"] }, log: "" });
    expect(
      await server.query(
        admin,
        "SELECT datname, pg_get_userbyid(datdba) AS owner, datlocprovider, datlocale FROM pg_database WHERE datname LIKE 'app%' ORDER BY 1",
      ),
    ).to.deep.equal(
      ["app_blog", "app_shop"].map((name) => ({
        datname: name,
        owner: name,
        datlocprovider: "b",
        datlocale: "C.UTF-8",
      })),
    );
  });

  it("gives each app a database that is all its own, with a limit of connections", async () => {
    await server.query(as("shop", "app_shop"), "CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)");
    await server.query(as("shop", "app_shop"), "CREATE SCHEMA more");
    const [limit] = await server.query(admin, "SELECT rolconnlimit FROM pg_roles WHERE rolname = 'app_shop'");
    expect(limit).to.deep.equal({ rolconnlimit: 4 });
  });

  it("lets no app into another's database or the administrator's, nor have any power outside its own", async () => {
    for (const database of ["app_blog", "postgres", "rdsadmin"])
      expect(await rejection(server.query(as("shop", database), "SELECT 1")), database).to.equal(
        `permission denied for database "${database}"`,
      );
    for (const statement of [
      "CREATE DATABASE other",
      "CREATE ROLE other",
      "SET ROLE app_blog",
      "ALTER ROLE app_blog PASSWORD 'x'",
      "DROP DATABASE app_blog",
      "ALTER ROLE app_shop CONNECTION LIMIT -1",
      "SELECT rolpassword FROM pg_authid",
    ])
      expect(await rejection(server.query(as("shop", "app_shop"), statement)), statement).to.match(
        /permission denied|must be owner/,
      );
  });

  it("refuses plain connections, as RDS does", async () => {
    expect(await rejection(server.query({ ...as("shop", "app_shop"), plain: true }, "SELECT 1"))).to.match(
      /no pg_hba\.conf entry .* no encryption/,
    );
  });

  it("can run again, twice at once too, and keeps the data", async () => {
    const answer = { databases: ["app_shop", "app_blog"] };
    const runs = await Promise.all([invoke(), invoke()]);
    expect(runs).to.deep.equal([
      { answer, log: "" },
      { answer, log: "" },
    ]);
    expect(await server.query(as("shop", "app_shop"), "SELECT id FROM orders")).to.deep.equal([{ id: 7 }]);
  });

  it("waits for the password that RDS was asked for, and is refused at once without a rotation", async () => {
    const password = "the next password";
    const refused = await invoke({ password });
    expect(refused.error).to.include("RDS refuses the password of its administrator ladder");
    const { ended } = start(input({ password, rotated: true }), server.authority);
    await new Promise((done) => setTimeout(done, 3000));
    await server.query(admin, `ALTER ROLE ladder PASSWORD '${password}'`);
    try {
      expect(await ended).to.deep.equal({ answer: { databases: ["app_shop", "app_blog"] }, log: "" });
    } finally {
      await server.query({ ...admin, password }, `ALTER ROLE ladder PASSWORD '${admin.password}'`);
    }
  });

  it("makes two databases once when two runs start at once", async () => {
    const fresh = { apps: [app("one"), app("two")] };
    const runs = await Promise.all([invoke(fresh), invoke(fresh)]);
    expect(runs.map(({ error }) => error)).to.deep.equal([undefined, undefined]);
  });

  it("drops nothing when an app goes", async () => {
    expect((await invoke({ apps: [app("blog")] })).answer).to.deep.equal({ databases: ["app_blog"] });
    expect(await server.query(as("shop", "app_shop"), "SELECT id FROM orders")).to.deep.equal([{ id: 7 }]);
  });

  it("changes the password and the limit of an app, and refuses the old one from then on", async () => {
    await invoke({ apps: [app("blog", { password: "rotated", connections: 9 })] });
    expect(await rejection(server.query(as("blog", "app_blog"), "SELECT 1"))).to.equal(
      'password authentication failed for user "app_blog"',
    );
    const found = await server.query(
      { user: "app_blog", password: "rotated", database: "app_blog" },
      "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user",
    );
    expect(found).to.deep.equal([{ rolconnlimit: 9 }]);
  });

  it("gives a later password a login of its own: both work until the earlier one is closed", async () => {
    const [second, third] = [2, 3].map((version) =>
      app("shop", { login: `app_shop.${version}`, password: `shop-${version}` }),
    );
    const login = (version: number) => ({
      ...{ user: `app_shop.${version}`, password: `shop-${version}`, database: "app_shop" },
    });
    expect(await invoke({ apps: [second] })).to.deep.equal({ answer: { databases: ["app_shop"] }, log: "" });
    expect(await server.query(as("shop", "app_shop"), "SELECT id FROM orders")).to.deep.equal([{ id: 7 }]);
    // The first is what DISCARD ALL, which poolers send, does about roles.
    const acts =
      "SET SESSION AUTHORIZATION DEFAULT; CREATE TABLE acting (); SET ROLE NONE; CREATE TABLE stray ()";
    await server.query(login(2), acts);

    expect(await invoke({ apps: [second], closeOthers: true })).to.deep.equal({
      ...{ answer: { databases: ["app_shop"] }, log: "" },
    });
    expect(await rejection(server.query(as("shop", "app_shop"), "SELECT 1"))).to.equal(
      'password authentication failed for user "app_shop"',
    );
    await invoke({ apps: [third] });
    expect(await server.query(login(2), "SELECT id FROM orders")).to.deep.equal([{ id: 7 }]);
    const owners =
      "SELECT relname, pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname IN ('acting', 'stray') ORDER BY 1";
    expect(await server.query(login(3), owners)).to.deep.equal([
      { relname: "acting", owner: "app_shop" },
      { relname: "stray", owner: "app_shop" },
    ]);
    await invoke({ apps: [third], closeOthers: true });
    expect(await rejection(server.query(login(2), "SELECT 1"))).to.equal(
      'password authentication failed for user "app_shop.2"',
    );
    // A step of two.
    await invoke({ apps: [app("shop", { login: "app_shop.5", password: "shop-5" })] });
    expect(await server.query(login(3), "SELECT id FROM orders")).to.deep.equal([{ id: 7 }]);
  });

  it("leaves a later login closed while a move has fenced the role", async () => {
    await server.query(admin, "COMMENT ON ROLE app_shop IS 'ladder-move 1 left'");
    const fourth = { user: "app_shop.4", password: "shop-4", database: "app_shop" };
    await invoke({ apps: [app("shop", { login: fourth.user, password: fourth.password })] });
    expect(await rejection(server.query(fourth, "SELECT 1"))).to.equal(
      'role "app_shop.4" is not permitted to log in',
    );
    await server.query(admin, "COMMENT ON ROLE app_shop IS NULL");
  });

  it("completes what a killed run left", async () => {
    const many = Array.from({ length: 12 }, (_, index) => app(`many${index}`));
    const { child, ended } = start(input({ apps: many }), server.authority);
    const made = "SELECT count(*)::int AS made FROM pg_database WHERE datname LIKE 'app_many%'";
    const count = async () => Number((await server.query(admin, made))[0]?.["made"]);
    while ((await count()) === 0) expect(child.exitCode).to.equal(null);
    child.kill("SIGKILL");
    await ended;
    expect(await count()).to.be.below(many.length);
    expect((await invoke({ apps: many })).answer).to.deep.equal({ databases: many.map(({ name }) => name) });
    expect(await count()).to.equal(many.length);
  });

  it("writes no password into a statement", async () => {
    await server.asSuperuser("ALTER SYSTEM SET log_statement = 'all'");
    await server.asSuperuser("SELECT pg_reload_conf()");
    await invoke({ apps: [app("logged")] });
    const [log] = await server.asSuperuser(`SELECT pg_read_file('${server.folder}/log') AS text`);
    expect(log?.["text"]).to.include('ALTER ROLE "app_logged"');
    expect(log?.["text"]).to.not.match(/logged-password|admin-password/);
  });

  it("says in one sentence that the administrator's password is wrong", async () => {
    expect(await invoke({ password: "wrong" })).to.deep.equal({
      error: `RDS refuses the password of its administrator ladder (localhost:${server.port}): password authentication failed for user "ladder"`,
      log: "",
    });
  });

  it("trusts no server but one that AWS certifies", async () => {
    const { error } = await invoke({}, "/nowhere.pem");
    expect(error).to.equal(
      `RDS cannot be used (localhost:${server.port}): unable to verify the first certificate`,
    );
  });

  it("gives up on a server that does not answer, before Lambda would", async function () {
    this.timeout(60_000);
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, "localhost");
    const { port } = await new Promise<AddressInfo>((done) =>
      silent.on("listening", () => done(silent.address() as AddressInfo)),
    );
    const { error } = await invoke({ port });
    for (const socket of sockets) socket.destroy();
    silent.close();
    expect(error).to.equal(
      `RDS does not answer within 15 s; does its security group let the function in? (localhost:${port}): timeout expired`,
    );
  });
});
