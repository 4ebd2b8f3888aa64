import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { expect } from "chai";
import { AcmeServer } from "./acme-server";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { bundleOfRig } from "../../rig/differences";
import { edgeStack } from "./edge-stack";
import { rig } from "../../rig/rig";
import { deploy, sharedBox } from "./shared-box";
import { boxValues, render } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";

const validitySeconds = 60;

describe("a box whose certificates come from an ACME server", () => {
  let box: Box;
  let acme: AcmeServer;
  let root: string;

  /** The certificate that a visitor gets, when it is valid and of the server's authority. */
  const certificate = (host: string) =>
    new Promise<X509Certificate | undefined>((resolve) => {
      const socket = connect({ host: box.address, port: 443, servername: host, ca: root });
      socket.once("error", () => resolve(undefined));
      socket.once("secureConnect", () => {
        resolve(new X509Certificate(socket.getPeerCertificate().raw));
        socket.destroy();
      });
    });
  const issued = (host: string) => until(`${host} has a certificate`, 120, () => certificate(host));

  before(async () => {
    box = await sharedBox(edgeStack);
    acme = new AcmeServer(rig(), box.address);
    root = await acme.start(validitySeconds);
  });

  after(async () => {
    acme.stop();
    await deploy(portfolio);
    await box.exec("rm -f /etc/ladder/caddy/pebble.pem");
  });

  it("gets one for every host of an app, redirects included, with the e-mail address of the settings", async () => {
    await box.exec(`cat >/etc/ladder/caddy/pebble.pem <<'END'\n${acme.serverCertificate}END`);
    const { files } = await render({ ...edgeStack, email: "me@rig.test" });
    const authority = `\tacme_ca ${acme.directory}\n\tacme_ca_root /etc/caddy/pebble.pem\n`;
    const known = { ...files, "caddy/pebble.pem": acme.serverCertificate };
    const bundle = bundleOfRig(known, boxValues(box.address), authority);
    expect((await box.take(bundle)).error).to.equal("");
    for (const host of ["rig.test", "echo.rig.test", "www.rig.test", "todo.rig.test"]) {
      expect((await issued(host)).subjectAltName).to.equal(`DNS:${host}`);
    }
    expect((await box.ask({ host: "rig.test", path: "/own-headers", authority: root })).body).to.equal("own");
    const accounts = "find /data/ladder/caddy/data/caddy/acme -name '*.json' | grep -F me@rig.test | wc -l";
    expect(await box.exec(accounts)).to.equal("1");
  });

  it("renews one that is about to end when Caddy starts", async () => {
    const before = await issued("rig.test");
    const end = Date.parse(before.validTo);
    await until("a third of its time is left", validitySeconds, () =>
      Promise.resolve(end - Date.now() < (validitySeconds / 3) * 1000),
    );
    await box.exec("docker restart ladder-caddy-1");
    const serial = await until("another certificate", 120, async () => {
      const found = await certificate("rig.test");
      return found && found.serialNumber !== before.serialNumber ? found.serialNumber : undefined;
    });
    expect(serial).not.to.equal(before.serialNumber);
  });
});
