import { expect } from "chai";
import type { Box } from "../../rig/box";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf, builtImages } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";
import { printTimeline } from "./timeline";

describe("a new bundle", () => {
  let box: Box;

  beforeEach(async () => {
    box = await sharedBox();
  });

  /** Service -> container and its start, without the given services. */
  const containers = async (...without: readonly string[]) => {
    const format = "{{.Name}} {{.Id}} {{.State.StartedAt}}";
    const lines = (await box.exec(`docker ps -q | xargs docker inspect -f '${format}' | sort`)).split("\n");
    return lines.filter((line) => !without.some((name) => new RegExp(`^/ladder-${name}-\\d+ `).test(line)));
  };

  it("is applied while every app it does not change keeps its container", async () => {
    const extra = { name: "extra", image: "traefik/whoami:v1.10.4", port: 80, memoryMb: 16 };
    const changed = withApp(portfolio, "whoami", { image: "traefik/whoami:v1.11.0" });
    const renewed = withApp(changed, "todo", { env: { APP_TITLE: "Groceries" } });
    const settings: RigSettings = {
      ...renewed,
      apps: [...renewed.apps.filter(({ name }) => name !== "files"), extra],
    };
    const before = await containers("whoami", "todo", "files");
    const { ok, apps } = await deploy(settings);
    expect([ok, apps["extra"], apps["files"]]).to.deep.equal([true, "healthy", undefined]);
    expect(await containers("whoami", "todo", "extra")).to.deep.equal(before);
    expect((await box.ask({ host: box.host("whoami") })).body).to.equal("version 2\n");
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Groceries</title>");
    expect((await box.ask({ host: box.host("extra") })).body).to.equal("version 1\n");
    expect((await box.ask({ host: box.host("files") })).status).to.equal(404);
  });

  it("that is the same changes nothing, and neither does preparing the machine again", async () => {
    const before = await containers();
    const started = Date.now();
    await box.exec("rm /run/ladder/result.json && systemctl start ladder-update");
    console.log(`    apply of an unchanged bundle: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    await box.exec("systemctl restart ladder-prepare");
    expect(await containers()).to.deep.equal(before);
    expect((await box.result())?.ok).to.equal(true);
  });

  it("that was damaged on the way is not taken, and the old one serves on", async () => {
    const { version } = (await box.result()) ?? {};
    const bundle = await bundleOf(withApp(portfolio, "todo", { env: { APP_TITLE: "Damaged" } }), box.address);
    await box.publish(bundle.replace("Damaged", "Tampered"));
    const { status } = await box.try("systemctl start ladder-update");
    expect(status).to.equal(1);
    const said = await box.exec("journalctl -u ladder-update -n 10 --no-pager --output cat");
    expect(said).to.include("unpack: compose.yaml does not match its checksum");
    expect((await box.result())?.version).to.equal(version);
    expect((await box.ask({ host: box.host("todo") })).body).to.include("<title>Todo</title>");
  });

  it("whose migration fails keeps the app's old version, says so, and changes the other apps", async () => {
    const changed = withApp(portfolio, "whoami", { image: "traefik/whoami:v1.11.0" });
    const before = await containers("whoami");
    const result = await deploy(changed, { ...builtImages(1), todo: "ladder-rig/todo:broken" });
    expect([result.ok, result.error]).to.deep.equal([false, "todo is not migrated"]);
    expect(await containers("whoami")).to.deep.equal(before);
    expect((await box.ask({ host: box.host("todo"), path: "/health" })).status).to.equal(200);
    expect((await box.ask({ host: box.host("whoami") })).body).to.equal("version 2\n");
  });

  it("with an image that cannot be had changes nothing and names the image", async () => {
    const before = await containers();
    const result = await deploy(withApp(portfolio, "whoami", { image: "registry.invalid/none:1" }));
    expect(result.error).to.equal("the image registry.invalid/none:1 cannot be pulled");
    expect(await containers()).to.deep.equal(before);
  });

  it("with an image for another kind of processor changes nothing and names the image", async () => {
    const own = await box.exec("docker version --format '{{.Server.Arch}}'");
    const other = own === "amd64" ? "arm64" : "amd64";
    const image = "ladder-rig/foreign:1";
    await box.exec(`tar c -T /dev/null | docker import --platform linux/${other} - ${image} >/dev/null`);
    const before = await containers();
    const result = await deploy(withApp(portfolio, "whoami", { image }));
    expect(result.error).to.equal(`the image ${image} is not built for ${own}`);
    expect(await containers()).to.deep.equal(before);
  });

  it("with one changed app is applied", async () => {
    const started = Date.now();
    expect((await deploy(portfolio, { ...builtImages(1), todo: "ladder-rig/todo:2" })).error).to.equal("");
    console.log(`    apply of one changed app: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });

  it("is there after a reboot, with the data", async () => {
    const file = await box.ask({ host: box.host("files") });
    const body = '{"title":"before the reboot"}';
    expect((await box.ask({ host: box.host("todo"), path: "/api/todos", body })).status).to.equal(201);
    await box.reboot();
    const { version } = JSON.parse(await bundleOf(portfolio, box.address)) as { version: string };
    await box.serves(JSON.stringify({ version }));
    await printTimeline(box, "reboot");
    expect((await box.ask({ host: box.host("files") })).body).to.equal(file.body);
    const rows = "docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc 'select title from todos'";
    expect(await box.exec(rows)).to.include("before the reboot");
  });
});
