import { expect } from "chai";
import { knownDatabases, refusedDatabases } from "../../../plan/switching/databases";
import { noMemory, type Memory } from "../../../plan/switching/memory";
import { checkSettings } from "../../../settings/check";

const app = (name: string) => ({ name, image: "ghcr.io/acme/app:1", port: 80, database: true });
const settings = (names: readonly string[], more: object = {}) =>
  checkSettings({ tier: "beanstalk", domain: "example.com", apps: names.map(app), ...more });
const yes = { value: "yes", serial: 1 } as const;
const remembers = (databases: readonly string[]): Memory => ({
  ...noMemory,
  latches: { ...noMemory.latches, compose: yes, beanstalk: yes },
  record: { ...noMemory.record, databases },
});
const unneeded = { staying: ["compose"] } as const;

describe("databases of apps that left the settings", () => {
  const refusal = (...args: Parameters<typeof settings>) =>
    refusedDatabases(settings(...args), unneeded, remembers(["mail", "shop"]), "dev").map(
      ({ path, problem, got, hint }) => `${path}: ${problem}; got ${String(got)}; ${hint}`,
    );

  it("stop the retirement of what they may lie on, until they are given up by name", () => {
    expect(refusal(["shop"], { retire: "compose" })).to.deep.equal([
      "retire: databases of apps that are not described any more do not move, and would go with compose; got mail; " +
        "describe the apps again, or give their databases up: pulumi config set --path 'ladder:leaveDatabases[0]' mail -s dev",
    ]);
    expect(refusal(["shop"], { retire: "compose", leaveDatabases: ["mail"] })).to.deep.equal([]);
    expect(refusal(["mail", "shop"], { retire: "compose" })).to.deep.equal([]);
    expect(refusal(["shop"])).to.deep.equal([]);
  });

  it("do not stop the retirement of a tier while another one needs RDS", () => {
    const needed = { staying: ["compose", "fargate"] } as const;
    const fargate = { ...settings(["shop"]), retire: "beanstalk" as const };
    expect(refusedDatabases(fargate, needed, remembers(["mail"]), "dev")).to.deep.equal([]);
  });

  it("are remembered until an update removes where they lay", () => {
    const known = (left: readonly string[], going?: "compose") =>
      knownDatabases(
        settings(["shop"], { leaveDatabases: left }),
        going ? { going } : {},
        remembers(["mail"]),
      );
    expect(known([])).to.deep.equal(["mail", "shop"]);
    expect(known(["mail"])).to.deep.equal(["mail", "shop"]);
    expect(known([], "compose")).to.deep.equal(["mail", "shop"]);
    expect(known(["mail"], "compose")).to.deep.equal(["shop"]);
  });
});
