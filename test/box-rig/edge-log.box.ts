import { expect } from "chai";
import type { Box } from "../../rig/box";
import { sharedBox } from "./shared-box";

interface Line {
  readonly msg: string;
  readonly status: number;
  readonly duration: number;
  readonly size: number;
  readonly request: Readonly<Record<string, unknown>>;
}

describe("the access log of a box", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
  });

  /** Lines that carry the mark in their path. */
  const lines = async (mark: string) => {
    const { stdout } = await box.try(`docker logs ladder-caddy-1 2>&1 | grep -F ${mark}`);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  };

  it("has a line of JSON for each request: who asked what, and how it was answered", async () => {
    await box.ask({ host: box.host("whoami"), path: "/cgi-bin/count?mark=seen-1", body: "12345" });
    const [line, ...others] = await lines("seen-1");
    expect(others).to.deep.equal([]);
    expect(line).to.include({ msg: "handled request", status: 200, size: 2 });
    expect(line?.duration).to.be.within(0, 40);
    expect(line?.request).to.include({
      method: "POST",
      host: box.host("whoami"),
      uri: "/cgi-bin/count?mark=seen-1",
      proto: "HTTP/1.1",
      client_ip: line?.request["remote_ip"],
    });
    expect(line?.request["client_ip"]).to.match(/^\d+\.\d+\.\d+\.\d+$/);
  });

  it("has no cookies, no credentials and no bodies, whether the request succeeds or fails", async () => {
    const secrets = "token access_token api_key key code password secret signature state"
      .split(" ")
      .map((name) => `${name}=canary-query-${name}`);
    const query = `mark=seen-2&${secrets.join("&")}`;
    const headers = {
      cookie: "session=canary-cookie",
      authorization: `Basic ${Buffer.from("me:canary-password").toString("base64")}`,
      "x-api-key": "canary-header",
      referer: "https://example.com/?token=canary-referer",
    };
    for (const path of ["/cgi-bin/count", "/missing"]) {
      const body = "password=canary-body";
      await box.ask({ host: box.host("whoami"), path: `${path}?${query}`, headers, body });
    }
    const found = await lines("seen-2");
    expect(found.map(({ status }) => status)).to.deep.equal([200, 501]);
    const { stdout } = await box.try("docker logs ladder-caddy-1 2>&1");
    expect(stdout).to.include("REDACTED").and.not.to.include("canary-");
    expect(stdout).not.to.include(Buffer.from("canary-password").toString("base64").slice(4, 16));
  });
});
