import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { judged, outdatedText } from "../../cli/outdated/judged";
import { running } from "../../cli/outdated/running";
import { loadStack } from "../../cli/load-stack";
import { exitCodes } from "../../cli/run-command";
import support from "../../plan/data/support-dates.json";
import { balancedStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";

const of = (set: readonly string[]) =>
  running(loadStack({ stack: "dev", set }).plan, "24.1.0").map(({ what, version }) => `${what} ${version}`);

describe("npm run outdated", () => {
  it("lists what each tier runs", () => {
    expect(of([])).to.deep.equal([
      "Node.js on this machine 24.1.0",
      "Ubuntu of the box 24.04",
      "Caddy 2.11.4",
      "PostgreSQL of the box 17.6",
      "Redis 7.4.5",
    ]);
    const scheduled = running(loadStack({ stack: "dev", set: [] }).plan, "24.1.0", true);
    expect(scheduled.at(-1)?.what).to.equal("Functions on Lambda");
    expect(of(balancedStack())).to.include.members(["Beanstalk's platform Docker on Amazon Linux 2023"]);
    expect(of(fargateStack())).to.deep.equal([
      "Node.js on this machine 24.1.0",
      "PostgreSQL on RDS 17",
      "Valkey on ElastiCache 8.2",
      "Functions on Lambda nodejs24.x",
    ]);
  });

  it("says what Extended Support of RDS costs where it is on, by the price book", () => {
    const { plan } = loadStack({ stack: "dev", set: fargateStack() });
    const rds = running(plan, "24.1.0").find(({ what }) => what === "PostgreSQL on RDS");
    expect(rds?.update).to.match(
      /after the day by AWS, as Extended Support \(\$0\.1 per vCPU-hour in us-east-1\) is off$/,
    );
  });

  it("knows the day of every runtime that functions have", async () => {
    const { resources } = await evaluated("dev", fargateStack());
    const runtimes = resources
      .filter(({ type }) => type === "aws:lambda/function:Function")
      .map(({ inputs }) => String(inputs["runtime"]));
    expect([...new Set(runtimes)]).to.deep.equal(["nodejs24.x"]);
    expect(Object.keys(support.lambda)).to.include.members(runtimes);
  });

  it("counts the last day as supported, and warns half a year before", () => {
    const one = { what: "a", version: "1", update: "by itself" };
    const states = ["2026-11-20", "2026-11-21", "2027-05-20", "2027-05-21", undefined].map(
      (until) => judged([{ ...one, ...(until !== undefined && { until }) }], "2026-11-21")[0]?.state,
    );
    expect(states).to.deep.equal(["past", "soon", "soon", "fine", "unknown"]);
  });

  it("says what is past its day", () => {
    const list = [{ what: "Thing", version: "1", until: "2026-01-01", update: "by itself" }];
    expect(outdatedText(judged(list, "2026-11-21"), "2026-11-20").split("\n").at(-1)).to.equal(
      `${"Thing".padEnd(24)} ${"1".padEnd(28)} 2026-01-01      PAST  by itself`,
    );
  });

  it("ends with its own exit code when something is past its day", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ["--require", "./scripts/loader.cjs", "cli/outdated.ts", "--json"],
      { encoding: "utf8" },
    );
    const { found } = JSON.parse(stdout) as { readonly found: readonly { readonly state: string }[] };
    const isPast = found.some(({ state }) => state === "past");
    expect(status).to.equal(isPast ? exitCodes.refused : exitCodes.fine);
  });
});
