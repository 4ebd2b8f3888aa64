import { expect } from "chai";
import { machineProblem, type MachineFacts } from "../../lab/machine-problem";

const good: MachineFacts = {
  platform: "linux",
  isRoot: true,
  hasLoopDevices: true,
  availableMb: 4096,
  freeDiskMb: 20_000,
  cache: "/cache",
};

describe("a machine for the lab", () => {
  it("is good when it has what it takes, to the megabyte", () => {
    expect(machineProblem(good)).to.equal(undefined);
    expect(machineProblem({ ...good, availableMb: 2048, freeDiskMb: 8192 })).to.equal(undefined);
  });

  it("must have room for three copies of the data", () => {
    expect(machineProblem({ ...good, freeDiskMb: 8479 }, 100e6)).to.equal(undefined);
    expect(machineProblem({ ...good, freeDiskMb: 8478 }, 100e6)).to.equal(
      "The lab with 100 MB of data needs 8479 MiB in /cache and 8478 are free: make room, or name another place in LADDER_CACHE.",
    );
  });

  const problems: readonly [Partial<MachineFacts>, string][] = [
    [{ platform: "darwin" }, "The lab boots machines in containers and needs Linux: use a virtual one."],
    [{ isRoot: false }, "The lab needs root for its disks: run it with sudo."],
    [{ missing: "python3" }, "python3 is missing: install it."],
    [{ hasLoopDevices: false }, "The lab needs loop devices for its disks: load them with `modprobe loop`."],
    [
      { takenPort: 5000 },
      "Port 5000 is taken on every address of this machine: end the program that listens there (`ss -ltnp`).",
    ],
    [{ availableMb: 2047 }, "The lab needs 2048 MiB of memory and 2047 are free: end something large."],
    [
      { freeDiskMb: 8191 },
      "The lab needs 8192 MiB in /cache and 8191 are free: make room, or name another place in LADDER_CACHE.",
    ],
  ];
  for (const [facts, sentence] of problems)
    it(`that lacks something is told so in one sentence: ${Object.keys(facts).join()}`, () => {
      expect(machineProblem({ ...good, ...facts })).to.equal(sentence);
    });
});
