import { expect } from "chai";
import { remotePlace } from "../../../cli/box/remote-place";
import { startSystemsManager, type SystemsManager } from "../../../rig/apis/systems-manager";

const variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_SSM"] as const;
const { env } = process;

describe("Who is asked for a backup", () => {
  const earlier = variables.map((name) => env[name]);
  let api: SystemsManager;

  before(async () => {
    api = await startSystemsManager();
    for (const name of variables) env[name] = "any";
  });
  after(() => {
    for (const [index, name] of variables.entries())
      if (earlier[index] === undefined) Reflect.deleteProperty(env, name);
      else env[name] = earlier[index];
  });

  /** What a backup of the dev stack asks of whom, and how it ends. */
  async function asked(online: boolean) {
    const calls: string[] = [];
    const box = {
      information: () => [{ InstanceId: "i-1", PingStatus: online ? "Online" : "ConnectionLost" }],
      carryOut() {
        calls.push("a command");
        return Promise.resolve({ status: "Failed", output: "", errors: "out of order" });
      },
    };
    const ecs = {
      act(action: string, { Names }: Readonly<Record<string, unknown>>) {
        calls.push(`${action} ${String(Names)}`);
        return { Parameters: [], InvalidParameters: [] };
      },
    };
    env["AWS_ENDPOINT_URL_SSM"] = api.endpoint(online ? "online" : "away", { box, ecs });
    const console = { show: () => Promise.resolve(), onInterrupt: () => () => undefined };
    const request = { command: "backup" } as const;
    const said = await remotePlace({ stack: "dev" })
      .run(request, console)
      .catch((error: unknown) => String(error));
    return { calls, said };
  }

  it("is a box that is online, and nobody else", async () => {
    const { calls, said } = await asked(true);
    expect(new Set(calls)).to.deep.equal(new Set(["a command"]));
    expect(said).to.equal("Error: box-command failed on the box: out of order");
  });

  it("is the task that makes them where no box is online; without one it says so of the box", async () => {
    const { calls, said } = await asked(false);
    expect(calls).to.deep.equal(["GetParameters /ladder/dev/dumps/TASK"]);
    expect(said).to.match(/The box of stack dev \(i-1\) is not online[.]/);
  });
});
