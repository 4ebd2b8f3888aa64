import { expect } from "chai";
import { loadStack, withChanges } from "../../../cli/load-stack";
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
const unneeded = { staying: ["compose"], dataHome: "rds" } as const;

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
    const needed = { staying: ["compose", "fargate"], dataHome: "rds" } as const;
    const fargate = { ...settings(["shop"]), retire: "beanstalk" as const };
    expect(refusedDatabases(fargate, needed, remembers(["mail"]), "dev")).to.deep.equal([]);
  });

  it("stop a move to another place, where such an app would find an empty one when it comes back", () => {
    const at = (dataAt: "box" | "rds"): Memory => ({ ...remembers(["mail", "old", "shop"]), dataAt });
    const switching = (dataHome: "box" | "rds" | "stay", memory: Memory, left: readonly string[] = []) =>
      refusedDatabases(
        settings(["shop"], { leaveDatabases: left }),
        { staying: ["compose", "beanstalk"], dataHome },
        memory,
        "dev",
      ).map(({ path, problem, got, hint }) => `${path}: ${problem}; got ${String(got)}; ${hint}`);
    expect(switching("rds", at("box"), ["old"])).to.deep.equal([
      "apps: databases of apps that are not described any more do not move to RDS: such an app would find an empty one there; got mail; " +
        "describe the apps again, or leave their databases on the box: pulumi config set --path 'ladder:leaveDatabases[1]' mail -s dev",
    ]);
    expect(switching("box", at("rds"))).to.have.lengthOf(1);
    expect(switching("rds", at("box"), ["mail", "old"])).to.deep.equal([]);
    expect(switching("rds", at("rds"))).to.deep.equal([]);
    expect(switching("stay", at("rds"))).to.deep.equal([]);
  });

  it("are not lost by a switch without the app, after which it comes back and the box is retired", () => {
    const apps = (...names: readonly string[]) =>
      `apps=${JSON.stringify(names.map((name, index) => ({ ...app(name), port: 3000 + index })))}`;
    const set = ["domain=example.com", "budget=null", "tier=compose", apps("shop", "mail")];
    const { raw, region, after } = loadStack({ stack: "dev", from: "compose", set });
    const gone = () => withChanges("dev", { raw, region, deployed: after }, ["tier=beanstalk", apps("shop")]);
    expect(gone).to.throw("apps: databases of apps that are not described any more do not move to RDS");
    expect(() =>
      withChanges("dev", { raw, region, deployed: after }, ["tier=beanstalk", apps("shop", "mail")]),
    ).to.not.throw();
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
