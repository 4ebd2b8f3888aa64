import { expect } from "chai";
import type { Box } from "../../rig/box";
import { Load } from "./load";
import { deploy, sharedBox } from "./shared-box";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

const loaded: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  memoryMb: 64,
};

const small = (name: string): RigApp => ({
  name,
  image: "traefik/whoami:v1.10.4",
  port: 80,
  cache: true,
  memoryMb: 16,
});

/** One that comes first in every order of networks, and one that comes last: Docker chooses the way out by it. */
const around = [small("aaa"), small("zzz")];

function stack(...apps: readonly RigApp[]): RigSettings {
  return { ...portfolio, secrets: {}, apps: [loaded, small("kept"), ...apps] };
}

describe("an app that comes or goes", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
    expect((await deploy(stack())).error).to.equal("");
  });

  const networks = async () =>
    (await box.exec("docker network ls --format '{{.Name}}' --filter name=ladder_ | sort")).split("\n");
  const ofTheBox = () =>
    box.exec("docker inspect -f '{{.Name}} {{.Id}} {{.State.StartedAt}}' ladder-caddy-1 ladder-redis-1");

  it("costs another one that is under load no request, and interrupts no service of the box", async function () {
    this.timeout(900_000);
    const before = await ofTheBox();
    const load = new Load(
      { address: box.address, host: box.host("rolling") },
      { connections: 64, slow: 4, restMs: 50, repeats: true },
    );
    for (const apps of [around, [], around, []]) {
      expect((await deploy(stack(...apps))).error).to.equal("");
      for (const { name } of apps)
        expect((await box.ask({ host: box.host(name) })).body).to.equal("version 1\n");
      expect(await networks()).to.deep.equal(
        [
          "0-edge",
          "0-redis",
          ...["kept", "rolling", ...apps.map(({ name }) => name)].map((name) => `app-${name}`),
        ]
          .map((name) => `ladder_${name}`)
          .toSorted(),
      );
    }
    const { requests, failures, longestMs, repeated } = await load.stop();
    console.log(
      `    ${requests} requests, ${repeated} of them sent again, the longest of the short ones ${longestMs} ms`,
    );
    expect(Object.fromEntries(failures)).to.deep.equal({});
    expect(await ofTheBox()).to.equal(before);
  });
});
