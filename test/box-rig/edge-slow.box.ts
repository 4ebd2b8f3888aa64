import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { edgeStack } from "./edge-stack";
import { sharedBox } from "./shared-box";
import { SlowClients } from "./slow-clients";
import { slowUpload } from "./slow-upload";

const host = "echo.rig.test";
const headers = `GET / HTTP/1.1\r\nhost: ${host}\r\n`;
const body = `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 100000\r\n\r\n`;

describe("a box with 1,000 slow clients", () => {
  let box: Box;
  let authority: string;
  let [slowHeaders, slowBodies]: SlowClients[] = [];

  before(async () => {
    box = await sharedBox(edgeStack);
    authority = await box.exec("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
    await until("a certificate", 60, () => box.ask({ host, authority }).catch(() => undefined));
    slowBodies = new SlowClients(box.address, host, body, "x");
    await slowBodies.connect(500);
    slowHeaders = new SlowClients(box.address, host, headers, "x-slow: x\r\n");
    await slowHeaders.connect(500);
  });

  after(() => [slowHeaders, slowBodies].forEach((clients) => clients?.stop()));

  it("answers everybody else at once, and Caddy stays within its memory", async () => {
    const open = [slowHeaders, slowBodies].map((clients) => clients?.open.length);
    const times = [];
    for (let count = 0; count < 50; count += 1) {
      const started = Date.now();
      const { status } = await box.ask({ host: count % 2 ? host : "site.rig.test", authority });
      expect(status).to.equal(200);
      times.push(Date.now() - started);
    }
    const sorted = times.toSorted((one, other) => one - other);
    const used = await box.exec("docker stats --no-stream --format '{{.MemUsage}}' ladder-caddy-1");
    const [median, slowest] = [sorted[25], sorted.at(-1)];
    console.log(
      `    beside ${open.join(" + ")} slow connections: median ${median} ms, slowest ${slowest} ms; Caddy: ${used}`,
    );
    // Of the other 500, some were closed already.
    expect(open[1]).to.equal(500);
    expect(slowest).to.be.lessThan(5000);
    const state = "docker inspect -f '{{.RestartCount}} {{.State.OOMKilled}}' ladder-caddy-1";
    expect(await box.exec(state)).to.equal("0 false");
  });

  it("keeps them from the app: none of the slow requests holds a connection to it", async () => {
    const { stdout } = await box.inApp("echo", "cat /proc/net/tcp /proc/net/tcp6");
    const connections = stdout.split("\n").filter((line) => /:0BB8 \S+ 01 /.test(line));
    expect(connections.length).to.be.lessThan(20);
  });

  it("closes the connection of a client whose headers take longer than 10 seconds", async () => {
    await until("all are closed", 120, () => Promise.resolve(slowHeaders?.open.length === 0));
  });

  it("takes a large body from a client that is slow but honest", async () => {
    expect(await slowUpload({ address: box.address, host, authority, seconds: 15 })).to.equal(300_000);
  });
});
