import { expect } from "chai";
import { until } from "../../rig/command";
import type { Box } from "../../rig/box";
import { sharedBox } from "./shared-box";
import { portfolio, withDomain } from "../../rig/stacks";

describe("a box with a domain", () => {
  let box: Box;
  let authority: string;

  before(async () => {
    box = await sharedBox(withDomain(portfolio));
    authority = await box.exec("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
  });

  const secure = (host: string, path = "/") => box.ask({ host, path, authority });

  it("serves every app over HTTPS under its own name, with a certificate of the authority", async () => {
    for (const app of ["todo", "whoami", "site"]) {
      const answer = await until(`${app} has a certificate`, 20, () =>
        secure(`${app}.rig.test`).catch(() => undefined),
      );
      expect(answer.status, app).to.equal(200);
      expect(answer.headers["strict-transport-security"], app).to.equal("max-age=31536000");
    }
  });

  it("sends a visitor of plain HTTP to HTTPS", async () => {
    const { status, headers } = await box.ask({ host: "todo.rig.test", path: "/a?b=c" });
    expect([status, headers.location]).to.deep.equal([308, "https://todo.rig.test/a?b=c"]);
  });

  it("keeps its certificates on the volume when Caddy starts anew", async () => {
    const certificate =
      "cd /data/ladder/caddy/data/caddy/certificates && sha256sum local/todo.rig.test/*.crt";
    const before = await box.exec(certificate);
    await box.exec("docker restart ladder-caddy-1");
    const answer = await until("Caddy is back", 20, () => secure("todo.rig.test").catch(() => undefined));
    expect(answer.status).to.equal(200);
    expect(await box.exec(certificate)).to.equal(before);
  });

  it("keeps them when the machine starts anew with another container", async () => {
    const sums = "cd /data/ladder/caddy/data/caddy/certificates && sha256sum local/*/*.crt";
    const before = await box.exec(sums);
    const { version } = (await box.result()) ?? {};
    await box.exec("docker rm --force ladder-caddy-1");
    await box.reboot();
    await box.serves(JSON.stringify({ version }));
    expect((await secure("todo.rig.test")).status).to.equal(200);
    expect(await box.exec(sums)).to.equal(before);
  });
});
