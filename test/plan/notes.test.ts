import { expect } from "chai";
import { app, planned } from "./planned";

const notes = (settings: object) => planned(settings).notes;
const database = app("shop", { database: true, connections: 3 });

describe("notes on the plan", () => {
  it("are none for a box", () => {
    expect(
      notes({ apps: [app("shop", { database: true, volumes: [{ name: "a", path: "/a" }] })] }),
    ).to.deep.equal([]);
  });

  it("say how long RDS supports the major version, and that a box without databases of its own dumps none", () => {
    expect(notes({ database: "rds", apps: [database] })).to.deep.equal([
      "RDS supports PostgreSQL 17 until 2030-02-28; after that it installs the next major version by itself, unless box.postgres did before.",
      "Nobody dumps the databases on RDS while a box is there that never had databases of its own: they have RDS's own backups alone.",
    ]);
  });

  it("say what RDS has in place of point-in-time recovery of a box", () => {
    const backups = { pointInTimeDays: 14 };
    const found = notes({
      tier: "fargate",
      domain: "example.com",
      backups,
      rds: { backupDays: 9 },
      apps: [database],
    });
    expect(found).to.include(
      "backups.pointInTimeDays (14) is for databases on a box. RDS goes back to any second of rds.backupDays (9) days, into a new instance (docs/recover.md).",
    );
    expect(notes({ backups, apps: [database] })).to.deep.equal([]);
  });

  it("say that a single instance of Beanstalk is away for seconds, and that each of several counts by itself", () => {
    const limited = [app("shop", { rateLimit: { requests: 60, seconds: 10 } })];
    const away =
      "A single instance does not answer for some seconds when it gets a new version; beanstalk.updates: immutable makes a second one first, billed while both run.";
    // A type without CPU credits.
    const on = (beanstalk: object) =>
      notes({ tier: "beanstalk", beanstalk: { instance: "m7g.medium", ...beanstalk }, apps: limited });
    expect(on({})).to.deep.equal([away]);
    expect(on({ updates: "immutable" })).to.deep.equal([]);
    expect(on({ max: 2 })).to.deep.equal(["Rate limits count on each instance by itself: shop."]);
  });

  it("say that AWS bills the CPU credits of a T4g environment, and what does not have them", () => {
    const found = notes({ tier: "beanstalk", beanstalk: { updates: "immutable" }, apps: [app("shop")] });
    expect(found).to.deep.equal([
      "CPU that t4g.small instances use above their share is billed: AWS runs them with unlimited credits, and Beanstalk has no setting for it. The cost review shows the most it can be. A type without credits (beanstalk.instance: m7g.medium) never bills it.",
    ]);
  });

  it("say what Fargate rounds up, does not limit, and who cannot be entered", () => {
    const found = notes({
      tier: "fargate",
      fargate: { exec: true },
      apps: [app("shop", { memoryMb: 600, rateLimit: { requests: 60, seconds: 10 }, readOnly: true })],
    });
    expect(found).to.include(
      "Fargate sells certain sizes only; rounded up: 1024 MiB with 256 CPU units for shop (600).",
    );
    expect(found).to.include("The fargate tier has no rate limits, unlike the others: nothing limits shop.");
    expect(found).to.include("Apps with readOnly: true cannot be entered: shop.");
  });

  it("name each size of Fargate once, with the apps that are rounded up to it", () => {
    const apps = [
      app("a", { memoryMb: 600 }),
      app("b", { memoryMb: 700 }),
      app("c", { memoryMb: 1500 }),
      app("d", { memoryMb: 512 }),
    ];
    expect(notes({ tier: "fargate", domain: "example.com", apps })).to.include(
      "Fargate sells certain sizes only; rounded up: 1024 MiB with 256 CPU units for a (600), b (700); 2048 MiB with 256 CPU units for c (1500).",
    );
  });

  it("say whose password for visitors is not encrypted on its way, until there is a domain", () => {
    const secrets = ["DOOR"];
    const apps = [app("shop", { secrets, basicAuth: { user: "ann", password: "DOOR" } }), app("blog")];
    const given = { apps, secrets: { shop: { DOOR: "a long enough password" } } };
    expect(notes(given)).to.deep.equal([
      "Passwords for visitors (basicAuth) cross the internet unencrypted without a domain: shop.",
    ]);
    expect(notes({ ...given, domain: "example.com" })).to.deep.equal([]);
  });

  it("say which app is killed sooner than it asked", () => {
    const apps = [app("shop", { stopSeconds: 300 }), app("blog", { stopSeconds: 120 })];
    expect(notes({ tier: "fargate", domain: "example.com", apps })).to.include(
      "Fargate kills a copy at most 120 seconds after asking it to end (stopSeconds): shop 300 -> 120.",
    );
  });

  it("say that a zone is not used where records are set by hand", () => {
    const zone = { tier: "fargate", domain: "example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
    const said = "With dns: manual no record is made, also not in the zone that zoneId names.";
    expect(notes({ ...zone, dns: "manual", apps: [app("shop")] })).to.include(said);
    expect(notes({ ...zone, apps: [app("shop")] })).to.not.include(said);
  });

  it("say what volumes on EFS cost and cannot do", () => {
    expect(
      notes({
        tier: "fargate",
        apps: [{ ...app("wiki", { volumes: [{ name: "a", path: "/a" }] }), port: undefined }],
      }),
    ).to.include(
      "Volumes are on EFS (wiki): billed by the GB, slower than a disk, and databases in files such as SQLite may run on one copy only. Every file belongs to user 1000 whoever writes it, so an image that gives its folder to another user at its start (chown) fails there.",
    );
  });
});
