import { expect } from "chai";
import { shareText, statusText } from "../../lab/lab-text";
import type { LabStatus } from "../../lab/lab-status";

const about = {
  since: "2026-11-22T10:00:00.000Z",
  endpoints: { all: "", systemsManager: "", containers: "", beanstalk: "", names: "10.0.0.1:53" },
};
const ill = "beanstalk: its Route 53 health check fails; DNS leaves it out while another tier is well.";

describe("what the lab says", () => {
  const status = (healthy: boolean): LabStatus => ({
    ...{ machines: [], services: [], environments: [], authorities: "", snapshots: [] },
    sides: [
      { name: "compose", weight: 0, addresses: ["10.0.0.1"], healthy: true },
      { name: "beanstalk", weight: 100, addresses: ["10.0.0.2"], healthy },
    ],
  });

  it("of how things are names a tier whose health check fails, and no other", () => {
    const running = "The lab is running since 2026-11-22T10:00:00.000Z. Its DNS server: 10.0.0.1:53.";
    expect(statusText(about, status(true), [], {})).to.equal(running);
    expect(statusText(about, status(false), [], {})).to.equal(`${running}\n${ill}`);
  });

  it("of a share of visitors says why a tier with a weight got none", () => {
    const visited = { pages: 201, writes: 120, wrong: [], failuresInside: 0, failuresOutside: [] };
    const sides = [
      { name: "compose", weight: 90, pages: 201, healthy: true },
      { name: "beanstalk", weight: 10, pages: 0, healthy: false },
    ];
    const lines = shareText({ ...visited, writeStopSeconds: 1.7, home: "rds", sides }).split("\n");
    expect(lines.slice(0, 3)).to.deep.equal([
      "compose: weight 90 in DNS, 201 pages of first visitors.",
      "beanstalk: weight 10 in DNS, 0 pages of first visitors.",
      ill,
    ]);
  });
});
