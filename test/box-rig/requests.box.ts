import { expect } from "chai";
import type { Box } from "../../rig/box";
import { sharedBox } from "./shared-box";

describe("requests to a box", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
  });

  it("are answered with 404 when no app has the host", async () => {
    for (const host of ["unknown.example", box.address, box.host("watcher")]) {
      expect((await box.ask({ host })).status, host).to.equal(404);
    }
  });

  it("are answered with 413 above the app's largest body", async () => {
    const send = (bytes: number) =>
      box.ask({ host: box.host("whoami"), path: "/cgi-bin/count", body: Buffer.alloc(bytes) });
    expect((await send(900_000)).body).to.equal("900000\n");
    // A little above: Caddy reads the rest before it closes, so that this client can read the answer.
    const { status, body } = await send(1_100_000);
    expect([status, body.includes("<h1>Too large</h1>")]).to.deep.equal([413, true]);
  });

  it("are answered with 429 above the app's rate, and other apps go on", async () => {
    const statuses = [];
    for (let count = 0; count < 7; count += 1) {
      statuses.push((await box.ask({ host: box.host("paste") })).status);
    }
    expect(statuses.slice(-2)).to.deep.equal([429, 429]);
    expect((await box.ask({ host: box.host("whoami") })).status).to.equal(200);
  });

  it("get a friendly page that is not kept while the app is down", async () => {
    const whoami = await box.container("whoami");
    await box.exec(`docker stop -t 1 ${whoami}`);
    const { status, headers, body } = await box.ask({ host: box.host("whoami") });
    await box.exec(`docker start ${whoami}`);
    expect([status, headers["cache-control"], headers["retry-after"]]).to.deep.equal([503, "no-store", "5"]);
    expect(body).to.include("<h1>Just a moment</h1>");
  });

  it("wait for an app that is away for a moment instead of failing", async () => {
    const whoami = await box.container("whoami");
    await box.exec(`docker stop -t 1 ${whoami}`);
    const answer = box.ask({ host: box.host("whoami") });
    await box.exec(`sleep 2; docker start ${whoami}`);
    expect((await answer).status).to.equal(200);
  });
});
