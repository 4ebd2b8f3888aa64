import { expect } from "chai";
import type { Box } from "../../rig/box";
import { bundleOfRig } from "../../rig/differences";
import { sharedBox } from "./shared-box";
import { boxValues, render } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";

describe("a Caddyfile that would not load", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
  });

  /** What the box says to its own Caddyfile with one more site. */
  const refused = async (site: string) => {
    const { files } = await render(portfolio);
    const caddyfile = `${files["caddy/Caddyfile"]}\n${site}`;
    return box.take(bundleOfRig({ ...files, "caddy/Caddyfile": caddyfile }, boxValues(box.address)));
  };

  it("changes nothing: the result names the line, and every app serves on", async () => {
    const sums = "sha256sum /etc/ladder/caddy/Caddyfile; docker ps -q | sort";
    const before = await box.exec(sums);
    const { ok, error } = await refused("http://broken.test {\n\tno_such_directive\n}\n");
    const line = /Caddyfile:(\d+): unrecognized directive: no_such_directive/.exec(error)?.[1];
    const { files } = await render(portfolio);
    // The rig adds two lines of its own at the top.
    const lines = (files["caddy/Caddyfile"] ?? "").split("\n").length + 2;
    expect([ok, Number(line)]).to.deep.equal([false, lines + 2]);
    expect(error).to.match(/^the Caddyfile is not valid: /);
    expect(await box.exec(sums)).to.equal(before);
    for (const app of ["todo", "whoami", "site"]) {
      expect((await box.ask({ host: box.host(app) })).status, app).to.equal(200);
    }
  });

  it("is found too when only loading it would show the mistake", async () => {
    const { error } = await refused("http://broken.test {\n\tbasic_auth {\n\t\tme {file./missing}\n\t}\n}\n");
    expect(error).to.include("username and password are required");
    expect((await box.ask({ host: box.host("whoami") })).status).to.equal(200);
  });
});
