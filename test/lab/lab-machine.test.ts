import { expect } from "chai";
import { LabMachine } from "../../lab/lab-machine";
import type { Box } from "../../rig/box";

/** A box that says what is done to it. */
function machineOf(done: string[], files: Readonly<Record<string, string>> = {}): LabMachine {
  const say = (what: string) => Promise.resolve(void done.push(what));
  const box: Partial<Box> = {
    start: () => say("start"),
    stop: () => say("stop"),
    cutPower: () => say("cut"),
    exec: (program) => say(program).then(() => ""),
    try: (program) => {
      const stdout = files[program.split("/").at(-1) ?? ""];
      return Promise.resolve({ status: stdout === undefined ? 1 : 0, stdout: stdout ?? "", stderr: "" });
    },
  };
  return new LabMachine("i-1", box as Box, {}, new Map());
}

const add = "ip address add 10.0.0.9/24 dev eth0";

describe("a machine of the lab", () => {
  it("answers under its address again after a start and after a recovery", async () => {
    const done: string[] = [];
    const machine = machineOf(done);
    await machine.take("10.0.0.9");
    for (const order of ["stop", "start", "recover"] as const) await machine.obey(order);
    expect(done).to.deep.equal([add, "stop", "start", add, "cut", "start", add]);
  });

  it("is nobody that Systems Manager reaches while it is stopped, and may be rid of its address and volume", async () => {
    const done: string[] = [];
    const machine = machineOf(done);
    await machine.take("10.0.0.9");
    const online = () => machine.information([]);
    expect(online()).to.deep.equal([{ InstanceId: "i-1", PingStatus: "Online" }]);
    await machine.obey("stop");
    expect(online()).to.deep.equal([{ InstanceId: "i-1", PingStatus: "ConnectionLost" }]);
    await machine.giveUpAddress();
    await machine.detach();
    await machine.obey("start");
    expect(done).to.deep.equal([add, "stop", "start"]);
  });

  it("is still known for what it had written down when it was stopped", async () => {
    const files: Record<string, string> = { "data-home": "rds\n" };
    const machine = machineOf([], files);
    expect([await machine.note("data-home"), await machine.note("move.json")]).to.deep.equal(["rds\n", ""]);
    await machine.obey("stop");
    files["data-home"] = "nobody can read it now";
    expect(await machine.note("data-home")).to.equal("rds\n");
  });

  it("refuses what it is already", async () => {
    const machine = machineOf([]);
    const refusal = (order: "stop" | "start" | "recover") =>
      Promise.resolve()
        .then(() => machine.obey(order))
        .then(() => "none", String);
    expect(await refusal("start")).to.equal(
      "Error: The box runs: `npm run lab -- box stop` stops it, `npm run lab -- box recover` cuts its power.",
    );
    await machine.obey("stop");
    for (const order of ["stop", "recover"] as const)
      expect(await refusal(order)).to.equal(
        "Error: The box is stopped: `npm run lab -- box start` boots it again.",
      );
  });
});
