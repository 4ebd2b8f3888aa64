import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { output } from "../../rig/command";
import { Ladder, local, runs, statesOf } from "./ladder";
import { apps, Portfolio } from "./portfolio";

describe("A machine that lacks something", () => {
  const portfolio = new Portfolio("lacking");
  before(() => portfolio.describe(apps.filter(({ name }) => name === "whoami")));
  after(() => local(portfolio, "--down", "--delete-data", "--yes"));

  /** What it says when it ends with 1 and prints nothing else. */
  async function refusal(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await new Ladder(portfolio, args, env).ended;
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    return stderr;
  }

  /** A PATH on which only the given program is, as a shell program. */
  function pathWith(name: string, program: string): string {
    const folder = mkdtempSync(join(tmpdir(), "ladder-path-"));
    writeFileSync(join(folder, name), `#!/bin/sh\n${program}\n`);
    chmodSync(join(folder, name), 0o755);
    return folder;
  }

  it("has no Docker", async () => {
    expect(await refusal({ PATH: "/nowhere" })).to.equal(
      "Docker is missing: install it (https://docs.docker.com/get-started/get-docker/).\n",
    );
  });

  it("has a Docker that does not run", async () => {
    const host = "unix:///nowhere/docker.sock";
    expect(await refusal({ DOCKER_HOST: host })).to.match(
      /^Docker at unix:\/\/\/nowhere\/docker\.sock does not answer: start Docker Desktop, or on Linux: sudo systemctl start docker\. Docker says: .*\n$/,
    );
  });

  it("has its Docker elsewhere", async () => {
    expect(await refusal({ DOCKER_HOST: "tcp://192.0.2.1:2375" })).to.equal(
      "Docker at tcp://192.0.2.1:2375 is another machine: choose the one here with `docker context use default`, and unset DOCKER_HOST.\n",
    );
  });

  it("has an old Docker", async () => {
    expect(await refusal({ PATH: pathWith("docker", "echo 20.10.24") })).to.equal(
      "Docker 20.10.24 is too old: 25 or newer is needed (https://docs.docker.com/get-started/get-docker/).\n",
    );
  });

  it("has no python3", async () => {
    const path = pathWith("docker", 'exec /usr/bin/docker "$@"');
    expect(await refusal({ PATH: path })).to.match(/^python3 3\.7 or newer is missing: install it /);
  });

  it("has another program on the ports", async () => {
    const server = createServer().listen(8080, "127.0.0.1");
    await output("docker", [
      "run",
      "--detach",
      "--name",
      "taker",
      "--publish",
      "8443:80",
      "traefik/whoami:v1.10.4",
    ]);
    try {
      expect(await refusal({}, "--http-port", "8080", "--https-port", "8443")).to.equal(
        "port 8080 is taken by another program, port 8443 is taken by the container taker: end it, or choose other " +
          "ports, for example --http-port 8080 --https-port 8443.\n",
      );
    } finally {
      server.close();
      await output("docker", ["rm", "--force", "taker"]);
    }
  });

  it("takes other ports, keeps them for the next run, and links to them", async () => {
    const stack = await runs(portfolio, "--http-port", "8081", "--https-port", "8444");
    expect(statesOf(stack)).to.deep.equal({ whoami: "healthy" });
    expect((await runs(portfolio)).apps[0]).to.include({
      url: "https://whoami.localhost:8444",
      httpUrl: "http://whoami.localhost:8081",
    });
    expect(await refusal({}, "--http-port", "8444")).to.equal(
      "HTTP and HTTPS need ports of their own; got 8444 for both.\n",
    );
  });

  it("goes on without rate limits when the edge image cannot be built", async () => {
    const limited = { ...apps[2], name: "whoami", rateLimit: { requests: 2, seconds: 60 } };
    portfolio.describe([limited]);
    const stack = await runs(portfolio);
    expect(statesOf(stack)).to.deep.equal({ whoami: "healthy" });
    expect(stack.notes[0]).to.match(
      /^Rate limits are off, because Caddy with its rate limiter cannot be had: /,
    );
  });
});
