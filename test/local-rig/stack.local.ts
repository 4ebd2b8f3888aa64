import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { LocalStack } from "../../local/up";
import { output } from "../../rig/command";
import { request } from "../../rig/request";
import { containersOf, inApp, local, runs, statesOf } from "./ladder";
import { Portfolio } from "./portfolio";

const address = "127.0.0.1";
const token = `given $HOME '"\\ # ä`;

describe("A stack on the user's machine", () => {
  const portfolio = new Portfolio("mine");
  let stack: LocalStack;

  before(async () => {
    stack = await runs(portfolio);
  });
  after(() => local(portfolio, "--down", "--delete-data", "--yes"));

  const page = (app: string, path = "/") =>
    request({ address, host: `${app}.localhost`, path, authority: readFileSync(stack.authority, "utf8") });

  it("runs every app that can be built or pulled, and says why one cannot", async () => {
    expect(statesOf(stack)).to.deep.equal({
      todo: "healthy",
      watcher: "running",
      whoami: "healthy",
      files: "healthy",
      site: "served",
      gone: "left out",
    });
    expect(stack.apps.find(({ name }) => name === "gone")?.reason).to.match(
      /^the image example\.invalid\/gone:1 cannot be pulled: .*example\.invalid/,
    );
    expect(stack.notes).to.deep.equal([
      `Secrets with a made-up value: todo.API_TOKEN. Give yours as <app>.<NAME>=value in ${stack.folder}/given.env.`,
    ]);
  });

  it("ends with 1 while an app is left out, and shows a table", async () => {
    const { status, stdout } = await local(portfolio);
    expect(status).to.equal(1);
    expect(stdout).to.match(
      /^app +url +state\ntodo +https:\/\/todo\.localhost +healthy\nwatcher +- +running\n/,
    );
    expect(stdout).to.match(/\n5 of 6 apps run\. /);
  });

  it("answers over HTTPS under <app>.localhost with certificates of its own authority, and over HTTP", async () => {
    expect((await page("whoami")).body).to.equal("version 1\n");
    expect((await page("site")).body).to.equal(portfolio.read("site/index.html"));
    const plain = await request({ address, host: "todo.localhost", path: "/health" });
    expect({ status: plain.status, body: plain.body }).to.deep.equal({
      status: 200,
      body: '{"status":"ok"}',
    });
    expect((await page("todo")).headers).to.not.have.property("strict-transport-security");
  });

  it("publishes ports on the loopback address only", async () => {
    const ids = await output("docker", ["ps", "--quiet"]);
    const format = "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}";
    const bound = await output("docker", ["inspect", "--format", format, ...ids.split("\n")]);
    expect(bound.split(/\s+/).filter(Boolean).toSorted()).to.deep.equal([
      "127.0.0.1:443",
      "127.0.0.1:443",
      "127.0.0.1:80",
    ]);
  });

  it("keeps the box's limits: memory, capabilities, no new privileges, a network per app", async () => {
    const format = "{{json .HostConfig}}";
    const text = await output("docker", ["inspect", "--format", format, `${portfolio.project}-todo-1`]);
    const { Memory, MemorySwap, PidsLimit, CapDrop, SecurityOpt, ReadonlyRootfs, NetworkMode } = JSON.parse(
      text,
    ) as Record<string, unknown>;
    const mib = 96 * 2 ** 20;
    expect({
      Memory,
      MemorySwap,
      PidsLimit,
      CapDrop,
      SecurityOpt,
      ReadonlyRootfs,
      NetworkMode,
    }).to.deep.equal({
      Memory: mib,
      MemorySwap: mib,
      PidsLimit: 512,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: true,
      NetworkMode: `${portfolio.project}_app-todo`,
    });
  });

  it("changes nothing when it is run again", async () => {
    const before = await containersOf(portfolio);
    expect(Object.keys(before)).to.have.length(7);
    await runs(portfolio);
    expect(await containersOf(portfolio)).to.deep.equal(before);
  });

  it("hands a given secret to its app byte by byte, and restarts only that app", async () => {
    const before = await containersOf(portfolio);
    portfolio.write(portfolio.own("given.env"), `# mine\ntodo.API_TOKEN=${token}\n`);
    const { notes } = await runs(portfolio);
    expect(notes).to.deep.equal([]);
    expect(await inApp(portfolio, "todo", "node", "-p", "process.env.API_TOKEN")).to.equal(token);
    const now = await containersOf(portfolio);
    const changed = Object.keys(now).filter((name) => now[name] !== before[name]);
    expect(changed).to.deep.equal([`${portfolio.project}-todo-1`]);
  });

  it("refuses a file of secrets with mistakes, all at once and without showing a value", async () => {
    portfolio.write("secrets.txt", "todo.NOPE=hidden-value\nhidden-value\n");
    const { status, stdout, stderr } = await local(portfolio, "--secrets", "secrets.txt");
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 1,
      stdout: "",
      stderr:
        "secrets.txt:1: todo has no given secret of this name; allowed API_TOKEN\n" +
        "secrets.txt:2: not a secret; allowed <app>.<NAME>=value\n",
    });
  });

  it("keeps rows, files and passwords over --down and a new start", async () => {
    const todos = { address, host: "todo.localhost", path: "/api/todos" };
    const headers = { "content-type": "application/json" };
    const added = await request({ ...todos, headers, body: '{"title":"kept"}' });
    expect(added.status).to.equal(201);
    const cookie = added.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    const file = (await request({ address, host: "files.localhost" })).body;
    const { status, stdout } = await local(portfolio, "--down");
    expect({ status, stdout }).to.deep.equal({
      status: 0,
      stdout: `${portfolio.project} is down; its data is kept.\n`,
    });
    const left = await output("docker", ["ps", "--all", "--quiet"]);
    const networks = await output("docker", [
      "network",
      "ls",
      "--quiet",
      "--filter",
      `name=${portfolio.project}`,
    ]);
    expect({ left, networks }).to.deep.equal({ left: "", networks: "" });
    await runs(portfolio);
    const list = JSON.parse((await request({ ...todos, headers: { cookie } })).body) as { title: string }[];
    expect(list.map(({ title }) => title)).to.deep.equal(["kept"]);
    expect((await request({ address, host: "files.localhost" })).body).to.equal(file);
  });

  it("serves a changed static file at once", async () => {
    portfolio.write("site/index.html", "<h1>new</h1>\n");
    expect((await page("site")).body).to.equal("<h1>new</h1>\n");
  });

  it("runs the chosen apps alone with --only, and knows the others when they are asked for again", async () => {
    expect(statesOf(await runs(portfolio, "--only", "whoami,site"))).to.deep.equal({
      whoami: "healthy",
      site: "served",
    });
    expect(Object.keys(await containersOf(portfolio)).toSorted()).to.deep.equal(
      ["caddy", "whoami"].map((name) => `${portfolio.project}-${name}-1`),
    );
    const { stderr } = await local(portfolio, "--only", "whoam");
    expect(stderr).to.equal(
      '--only: no app is named "whoam"; allowed todo, watcher, whoami, files, site, gone; did you mean whoami?\n',
    );
  });

  it("keeps an app's old version when its new one does not build or migrate", async () => {
    await runs(portfolio);
    const dockerfile = portfolio.read("todo/Dockerfile");
    portfolio.write("todo/Dockerfile", `${dockerfile}\nRUN false\n`);
    const broken = await runs(portfolio);
    expect(broken.apps[0]).to.include({ name: "todo", state: "healthy" });
    expect(broken.apps[0]?.reason).to.match(/^it cannot be built:\n[^]*false/);
    portfolio.write("todo/Dockerfile", dockerfile);
    portfolio.write("todo/migrations/900-broken.sql", "insert into nothing values (1);\n");
    const unmigrated = await runs(portfolio);
    expect(unmigrated.apps[0]).to.include({ name: "todo", state: "healthy" });
    expect(unmigrated.apps[0]?.reason).to.match(/^its migration failed:\n[^]*nothing/);
    await output("rm", [`${portfolio.folder}/todo/migrations/900-broken.sql`]);
    expect(statesOf(await runs(portfolio))["todo"]).to.equal("healthy");
  });

  it("deletes data only when told twice", async () => {
    await runs(portfolio);
    portfolio.write(portfolio.own("given.env"), "# mine\n");
    const refused = await local(portfolio, "--down", "--delete-data");
    expect(refused).to.include({ status: 1, stderr: "Nothing was deleted: say yes, or add --yes.\n" });
    expect(Object.keys(await containersOf(portfolio))).to.have.length(7);
    expect((await local(portfolio, "--down", "--delete-data", "--yes")).stdout).to.equal(
      `${portfolio.project} is down, its data is deleted.\n`,
    );
    const volumes = await output("docker", [
      "volume",
      "ls",
      "--quiet",
      "--filter",
      `name=${portfolio.project}`,
    ]);
    const images = await output("docker", ["image", "ls", "--quiet", portfolio.project]);
    const kept = await output("ls", [`${portfolio.folder}/${portfolio.own("")}`]);
    expect({ volumes, images, kept }).to.deep.equal({ volumes: "", images: "", kept: "given.env" });
  });
});
