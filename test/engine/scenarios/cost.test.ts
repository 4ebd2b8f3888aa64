import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { keepAdvice } from "../../../cli/advise/kept-advice";
import { project } from "../../../rig/pulumi-cli";
import { evaluated } from "../../evaluated";
import { reviewStack } from "../../../cost/stack-review";
import { deployedDevStack, newDevStack } from "../dev-stack";

/** The output `monthlyCost` as the CLI prints it. */
const costLine = /monthlyCost +: (.*)/;

describe("engine: the cost review", () => {
  it("is shown under Diagnostics and as an output before anything is bought, with the total of the offline preview", async () => {
    const stack = await newDevStack();
    const { stdout } = await stack.previewText();
    const guest = await evaluated("dev");
    const { monthly } = reviewStack(guest.plan, guest.resources);
    expect(stdout).to.match(/Diagnostics:[\s\S]*Cost review: us-east-1/);
    expect(costLine.exec(stdout)?.[1]).to.equal(`"$${monthly.total.toFixed(2)}"`);
    expect(stdout).to.match(/Resources: \d+ priced, \d+ free, 0 unsupported, 0 unknown/);
  });

  it("ends with the advice that was kept of the stack in this folder", async () => {
    const stack = await newDevStack();
    const [cache, own] = [process.env["XDG_CACHE_HOME"], mkdtempSync(join(tmpdir(), "ladder-cache-"))];
    process.env["XDG_CACHE_HOME"] = own;
    try {
      const most = { what: "memory (MiB)", used: 600, of: 1800 };
      const verdict = { of: "apps", now: "compose with t4g.small", kind: "stay", days: 14, most } as const;
      const asked = new Date().toISOString();
      keepAdvice("dev", { asked, verdicts: [verdict] }, project);
      expect((await stack.previewText()).stdout).to.include(
        `Measured over 14 days to ${asked.slice(0, 10)} (npm run advise): stay on compose with t4g.small; most used is memory (MiB): 600 of 1800, 33 %.`,
      );
    } finally {
      if (cache === undefined) delete process.env["XDG_CACHE_HOME"];
      else process.env["XDG_CACHE_HOME"] = cache;
      rmSync(own, { recursive: true });
    }
  });

  it("shows old and new when a setting changes the price, and keeps the new one after up", async () => {
    const { deployment } = await deployedDevStack();
    const stack = deployment.copy();
    stack.edit((settings) => settings.setIn(["config", "ladder:box", "instance"], "t4g.medium"));
    const { stdout } = await stack.previewText();
    const [, before = "", after = ""] = /monthlyCost +: "\$([\d.]+)" => "\$([\d.]+)"/.exec(stdout) ?? [];
    // t4g.medium costs 0.0168 US dollars an hour more than t4g.small.
    expect(Number(after) - Number(before)).to.be.closeTo(0.0168 * 730, 0.011);
    await stack.up();
    expect(costLine.exec((await stack.previewText()).stdout)?.[1] ?? "unchanged").to.equal("unchanged");
  });

  it("warns over the budget, naming the largest lines", async () => {
    const stack = (await newDevStack()).edit((settings) =>
      settings.setIn(["config", "ladder:budget", "monthlyUsd"], 10),
    );
    const { stdout, exitCode } = await stack.previewText();
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/warning: Over the budget: [\d.]+ of 10\.00 US dollars a month/);
    expect(stdout).to.include("box: t4g.small, Linux, on demand, 12.26");
  });

  it("refuses before any resource when the budget is enforced", async () => {
    const stack = (await newDevStack()).edit((settings) => {
      settings.setIn(["config", "ladder:budget", "monthlyUsd"], 10);
      settings.setIn(["config", "ladder:budget", "enforce"], true);
    });
    const update = await stack.up();
    expect(update.exitCode).to.not.equal(0);
    expect(update.calls).to.deep.equal([]);
    expect(update.stdout).to.match(/budget\.monthlyUsd: Over the budget/);
    expect(update.stdout + update.stderr).to.not.include("    at ");
  });

  it("lets an enforced budget pass that is not exceeded", async () => {
    const stack = (await newDevStack()).edit((settings) => {
      settings.setIn(["config", "ladder:budget", "monthlyUsd"], 100);
      settings.setIn(["config", "ladder:budget", "enforce"], true);
    });
    expect((await stack.preview()).exitCode).to.equal(0);
  });
});
