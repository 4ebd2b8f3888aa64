import { expect } from "chai";
import type { DeployedResource } from "../../../plan/deployed";
import { givenUpNotes, refusedLoss } from "../../../plan/switching/lost-data";
import { holders, memoryFrom, remembering } from "../../../plan/switching/memory";
import { checkSettings } from "../../../settings/check";

const shop = { name: "shop", image: "ghcr.io/acme/shop:1", port: 80, database: true };
const wiki = {
  name: "wiki",
  image: "ghcr.io/acme/wiki:1",
  port: 81,
  volumes: [{ name: "pages", path: "/pages" }],
};
const settings = (more: object = {}) => checkSettings({ apps: [shop, wiki], domain: "example.com", ...more });

const home = (at: "box" | "rds", databases = true): DeployedResource => ({
  type: "pulumi-nodejs:dynamic/ladder:DataHome",
  name: "data-home",
  outputs: { at, serial: 1, databases },
});
const box: DeployedResource = { type: "pulumi-nodejs:dynamic/ladder:RunOnBox", name: "box", outputs: {} };
const record = (databases: readonly string[]): DeployedResource => ({
  type: "pulumi:index:Stash",
  name: "last-success",
  outputs: { output: { built: {}, retired: {}, removed: {}, databases } },
});
const rds: DeployedResource = { ...holders.rds, outputs: { password: "secret" } };
const volume: DeployedResource = { ...holders.box, outputs: {} };

const refusal = (resources: readonly DeployedResource[], more: object = {}) =>
  refusedLoss(settings(more), "dev", resources, memoryFrom(resources)).map(
    ({ path, problem, got, hint }) => `${path}: ${problem}; got ${String(got)}; ${String(hint)}`,
  );

describe("data that was removed by hand", () => {
  it("on RDS stops every update, names the databases, and says both ways on", () => {
    expect(refusal([home("rds"), record(["mail", "shop"])], { tier: "beanstalk" })).to.deep.equal([
      "database: the server on RDS that holds the databases was removed by hand, and a new one would be empty; got databases on it: mail, shop; " +
        "bring it back from a snapshot, as docs/recover.md says; or begin with empty databases, which npm run restore fills from a backup: " +
        "pulumi config set --path 'ladder:leaveDatabases[0]' mail -s dev && pulumi config set --path 'ladder:leaveDatabases[1]' shop -s dev",
    ]);
  });

  it("stops none while the server is there, when it is given up by name, and where no app has a database", () => {
    expect(refusal([home("rds"), record(["shop"]), rds])).to.deep.equal([]);
    expect(refusal([home("rds"), record(["shop"])], { leaveDatabases: ["shop"] })).to.deep.equal([]);
    expect(refusal([home("rds"), record(["shop"])], { apps: [wiki] })).to.deep.equal([]);
    expect(refusal([home("rds", false), record([])])).to.deep.equal([]);
    expect(refusal([])).to.deep.equal([]);
  });

  it("is of the apps that are described where no update finished with them", () => {
    expect(refusal([home("rds")])[0]).to.include("got databases on it: shop; ");
    expect(refusal([home("rds"), record([])])[0]).to.include("got databases on it: shop; ");
  });

  it("on the box's volume is its databases and each app's files, until both are given up", () => {
    const gone = [home("box"), record(["shop"]), box];
    const [databases = "", files = "", ...more] = refusal(gone);
    expect(more).to.deep.equal([]);
    expect(databases).to.match(
      /^database: the box's data volume was removed by hand, .*; got databases on it: shop; /,
    );
    expect(files).to.equal(
      "apps[1].volumes: the box's data volume was removed by hand, and wiki would start without its files; got pages; " +
        "bring it back from a snapshot, as docs/recover.md says; or begin with empty volumes, which npm run restore fills from a backup: " +
        "pulumi config set --path 'ladder:apps[1].leaveFiles' true -s dev",
    );
    expect(refusal([...gone, volume])).to.deep.equal([]);
    const givenUp = { apps: [shop, { ...wiki, leaveFiles: true }], leaveDatabases: ["shop"] };
    expect(refusal(gone, givenUp)).to.deep.equal([]);
  });

  it("stops no retirement of a box whose databases are elsewhere", () => {
    const elsewhere = [home("rds"), record(["shop"]), box, rds];
    expect(refusal(elsewhere, { tier: "beanstalk" })).to.have.lengthOf(1);
    expect(refusal(elsewhere, { tier: "beanstalk", retire: "compose" })).to.deep.equal([]);
  });

  it("is judged the same by programs that are asked about money, without what is secret", () => {
    const known = remembering([home("rds"), record(["shop"]), rds]);
    expect(refusal(known)).to.deep.equal([]);
    expect(JSON.stringify(known)).to.not.include("password");
  });

  it("is given up only until it is made anew: a note says what to take away then", () => {
    expect(givenUpNotes(settings({ leaveDatabases: ["mail"] }), "dev")).to.deep.equal([]);
    expect(givenUpNotes(settings({ leaveDatabases: ["mail", "shop"] }), "dev")).to.deep.equal([
      "leaveDatabases gives up databases that apps use: shop. When this update has finished: pulumi config rm leaveDatabases -s dev.",
    ]);
  });
});
