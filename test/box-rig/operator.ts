import { expect } from "chai";
import { secretPlaceholder } from "../../settings/encrypted-values";
import type { Box } from "../../rig/box";
import { BoxCli } from "./box-cli";
import { Load } from "./load";
import { deploy, sharedBox } from "./shared-box";
import { portfolio, type RigApp, type RigSettings } from "../../rig/stacks";

/** Says its version and label. */
export const web: RigApp = {
  name: "rolling",
  image: "ladder-rig/rolling:1",
  port: 3000,
  health: "/health",
  secrets: ["API_TOKEN"],
  memoryMb: 64,
};

/** Writes to its volume while it runs; two at once would leave mixed lines. */
const worker: RigApp = {
  name: "worker",
  image: "ladder-rig/rolling:1",
  volumes: [{ name: "events", path: "/data" }],
  memoryMb: 64,
};

/** Both, beside the example and a static site. */
export function stack(changes: Partial<RigApp> = {}, workers: Partial<RigApp> = {}): RigSettings {
  const apps = portfolio.apps.filter(({ name }) => ["todo", "site"].includes(name));
  const secrets = { ...(portfolio["secrets"] as object), rolling: { API_TOKEN: secretPlaceholder } };
  return { ...portfolio, secrets, apps: [...apps, { ...web, ...changes }, { ...worker, ...workers }] };
}

/** Differ in the image of both apps. */
export const first = stack();
export const second = stack({ image: "ladder-rig/rolling:2" }, { image: "ladder-rig/rolling:2" });

/** Somebody with `npm run box` beside a box that runs these apps. */
export class Operator {
  private constructor(
    readonly box: Box,
    readonly cli: BoxCli,
  ) {}

  static async atSharedBox(): Promise<Operator> {
    const box = await sharedBox();
    return new Operator(box, await BoxCli.for(box));
  }

  /** Both versions have run, the second serves, and nothing is rolled back. */
  async bothVersions(): Promise<void> {
    expect((await deploy(first)).error).to.equal("");
    expect((await deploy(second)).error).to.equal("");
    expect(await this.rolledBack()).to.deep.equal([]);
  }

  /** Asks on 32 kept connections while something is done, without a failure; returns the versions that answered. */
  async underLoad(work: () => Promise<unknown>): Promise<readonly string[]> {
    const target = { address: this.box.address, host: this.box.host("rolling") };
    const load = new Load(target, { connections: 32, slow: 2, restMs: 50 });
    await work();
    const { requests, failures, seen, longestMs } = await load.stop();
    console.log(
      `    ${requests} requests, ${failures.size} failures, the longest of the short ones ${longestMs} ms`,
    );
    expect(Object.fromEntries(failures)).to.deep.equal({});
    return [...seen.keys()];
  }

  /** What a command that works prints. */
  async run(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.cli.run(args);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    return stdout;
  }

  /** What a command that is refused says, without bundles. */
  async refusal(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.cli.run(args);
    expect([exitCode, stdout]).to.deep.equal([125, ""]);
    return stderr.replaceAll(/ \([0-9a-f]{12}\)/g, "");
  }

  /** Version of the web app that answers. */
  async version(): Promise<string> {
    const { body } = await this.box.ask({ host: this.box.host("rolling") });
    return (JSON.parse(body) as { version: string }).version;
  }

  async image(app: string): Promise<string> {
    return this.box.exec(`docker inspect -f '{{.Config.Image}}' ${await this.box.container(app)}`);
  }

  containers(): Promise<string> {
    return this.box.exec("docker ps --no-trunc --format '{{.Names}} {{.ID}}' | sort");
  }

  /** Apps that `status` calls rolled back. */
  async rolledBack(): Promise<readonly string[]> {
    const { apps } = JSON.parse(await this.run("status", "--json")) as {
      apps: { name: string; rolledBack?: object }[];
    };
    return apps.filter((app) => app.rolledBack).map(({ name }) => name);
  }

  async applyAgain(): Promise<void> {
    await this.box.exec("rm /run/ladder/result.json && systemctl start ladder-update");
    expect((await this.box.result())?.error).to.equal("");
  }
}
