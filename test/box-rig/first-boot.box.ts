import { expect } from "chai";
import type { Box } from "../../rig/box";
import { printMemory } from "./memory";
import { ownBox } from "./own-box";
import { bundleOf } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";
import { printTimeline } from "./timeline";

describe("a box that boots for the first time", () => {
  let box: Box;

  before(async () => {
    box = await ownBox("first", portfolio);
    const { volume } = box;
    box.volume = undefined;
    await box.start();
    // AWS attaches it while the machine starts.
    if (volume) await box.attach(volume);
    await box.serves(await bundleOf(portfolio, box.address));
    await printTimeline(box, "first boot");
    await printMemory(box);
  });

  after(() => box.remove());

  it("says which version it applied and the state of every app and service", async () => {
    const { ok, error, apps } = (await box.result()) ?? {};
    expect({ ok, error, apps }).to.deep.equal({
      ok: true,
      error: "",
      apps: {
        caddy: "healthy",
        postgres: "healthy",
        redis: "healthy",
        todo: "healthy",
        watcher: "running",
        whoami: "healthy",
        paste: "healthy",
        files: "healthy",
        site: "static",
      },
    });
  });

  it("serves an app's own pages, its database and its cache under the app's host name", async () => {
    const page = await box.ask({ host: box.host("todo") });
    expect(page.status).to.equal(200);
    expect(page.body).to.include("<title>Todo</title>");
    const added = await box.ask({ host: box.host("todo"), path: "/api/todos", body: '{"title":"milk"}' });
    expect([added.status, added.body]).to.deep.equal([201, '{"id":1,"title":"milk","done":false}']);
    const headers = { cookie: String(added.headers["set-cookie"]).split(";")[0] ?? "" };
    const list = () => box.ask({ host: box.host("todo"), path: "/api/todos", headers });
    const answers = [await list(), await list()];
    expect(answers.map(({ body }) => body)).to.deep.equal(Array(2).fill(`[${added.body}]`));
    expect(answers.map((answer) => answer.headers["x-cache"])).to.deep.equal(["miss", "hit"]);
  });

  it("serves a static site from the folder of the settings", async () => {
    const { status, body } = await box.ask({ host: box.host("site") });
    expect([status, body.startsWith("<!doctype html>")]).to.deep.equal([200, true]);
  });

  it("runs a worker", async () => {
    const rows = await box.exec(
      "docker exec ladder-postgres-1 psql -U postgres -d app_watcher -Atc 'select count(*) > 0 from checks'",
    );
    expect(rows).to.equal("t");
  });

  it("keeps Docker's folders of data on the volume and none on the root disk", async () => {
    expect(await box.exec("findmnt -no SOURCE,FSTYPE /data | tr -s ' '")).to.match(/^\/dev\/loop\d+ ext4$/);
    expect(await box.exec("docker volume ls -q")).to.equal("");
  });
});
