import { expect } from "chai";
import type { Box } from "../../rig/box";
import { protectedStack } from "./edge-stack";
import { rig } from "../../rig/rig";
import { deploy, sharedBox } from "./shared-box";
import { bundleOf, secretValue, uploadNeeds } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";

const parameter = (app: string) => `/ladder/rig/apps/${app}/VISITORS`;

describe("an app that asks its visitors for a password", () => {
  let box: Box;
  const apps = ["site", "whoami"];

  const visit = async (app: string, password?: string) => {
    const authorization = `Basic ${Buffer.from(`friends:${password}`).toString("base64")}`;
    const headers: Record<string, string> = password === undefined ? {} : { authorization };
    return (await box.ask({ host: box.host(app), headers })).status;
  };
  const hashes = () => box.exec("cd /etc/ladder/basic-auth && sha256sum *");

  before(async () => {
    box = await sharedBox(protectedStack(1));
    const { apps: states } = (await box.result()) ?? {};
    expect([states?.["whoami"], states?.["site"]]).to.deep.equal(["healthy", "static"]);
  });

  it("lets in who knows it, and nobody else; other apps stay open", async () => {
    for (const app of apps) {
      const right = secretValue(parameter(app));
      expect([await visit(app), await visit(app, `${right}.`), await visit(app, right)], app).to.deep.equal([
        401, 401, 200,
      ]);
    }
    expect(await visit("files")).to.equal(200);
  });

  it("keeps the password and its hash from everybody but root", async () => {
    expect(await box.exec("stat -c '%a %U' /etc/ladder/basic-auth /etc/ladder/basic-auth/*")).to.equal(
      "700 root\n600 root\n600 root",
    );
    const bundle = await bundleOf(protectedStack(1), box.address);
    const seen = await box.exec(
      "docker exec ladder-caddy-1 wget -q -O - http://127.0.0.1:2019/config/; docker logs ladder-caddy-1 2>&1; journalctl -o cat",
    );
    for (const app of apps) {
      expect(bundle + seen).not.to.include(secretValue(parameter(app)));
      expect(bundle + seen).not.to.include(await box.exec(`cat /etc/ladder/basic-auth/${app}`));
    }
  });

  it("keeps the hash while the password stays, also when everything is applied again", async () => {
    const before = await hashes();
    await box.exec("rm -f /run/ladder/result.json && systemctl start ladder-update");
    expect((await box.result())?.ok).to.equal(true);
    expect(await hashes()).to.equal(before);
  });

  it("takes a new password without dropping a request", async () => {
    let [going, failed, sent] = [true, 0, 0];
    const visitor = async () => {
      while (going) {
        const status = await visit("files").catch(() => 0);
        sent += 1;
        if (status !== 200) failed += 1;
      }
    };
    const visitors = [visitor(), visitor()];
    const before = await hashes();
    await uploadNeeds(rig().cloud, protectedStack(2), rig().folder);
    for (const app of apps) await rig().cloud.putParameter(parameter(app), "a new one");
    const bundle = await bundleOf(protectedStack(2), box.address);
    const { error } = await box.take(bundle).finally(() => (going = false));
    await Promise.all(visitors);
    console.log(`    requests while a password changed: ${sent}, failed: ${failed}`);
    expect([error, failed]).to.deep.equal(["", 0]);
    expect(await hashes()).not.to.equal(before);
    for (const app of apps) {
      expect([await visit(app, secretValue(parameter(app))), await visit(app, "a new one")]).to.deep.equal([
        401, 200,
      ]);
    }
  });

  it("is open again, and its hash gone, when the setting is", async () => {
    expect((await deploy(portfolio)).error).to.equal("");
    expect([await visit("site"), await visit("whoami")]).to.deep.equal([200, 200]);
    expect(await box.exec("ls /etc/ladder/basic-auth")).to.equal("");
  });
});
