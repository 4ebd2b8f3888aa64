import { expect } from "chai";
import { app, planned } from "./planned";

const shop = app("shop", { database: true, scale: { min: 1, max: 3 }, connections: 5 });
const worker = { name: "mail", image: "ghcr.io/acme/mail:1.0.0", database: true };

describe("the plan of what AWS manages", () => {
  it("lets each app's role open twice what its copies do, old and new side by side", () => {
    const limits = (settings: object) => planned({ apps: [shop, worker], ...settings }).rds?.connectionLimits;
    expect(limits({ tier: "fargate" })).to.deep.equal({ shop: 30, mail: 20 });
    expect(limits({ tier: "beanstalk", beanstalk: { max: 4 } })).to.deep.equal({ shop: 40, mail: 20 });
    expect(limits({ tier: "compose", database: "rds" })).to.deep.equal({ shop: 10, mail: 20 });
  });

  it("lets the storage of RDS grow from what it has", () => {
    const storage = (rds: object) => {
      const plan = planned({ tier: "fargate", rds, apps: [worker] }).rds;
      return [plan?.storageGb, plan?.maxStorageGb];
    };
    expect(storage({})).to.deep.equal([20, 100]);
    expect(storage({ storageGb: 50, maxStorageGb: 60 })).to.deep.equal([50, 60]);
  });

  it("raises a limit that RDS would refuse, which is one below 110 % of the storage, and says so", () => {
    const rds = (settings: object) => planned({ tier: "fargate", rds: settings, apps: [worker] });
    const limit = (settings: object) => rds(settings).rds?.maxStorageGb;
    expect(limit({ storageGb: 200 })).to.equal(220);
    expect(limit({ storageGb: 91 })).to.equal(101);
    expect(limit({ storageGb: 50, maxStorageGb: 55 })).to.equal(55);
    expect(limit({ storageGb: 50, maxStorageGb: 54 })).to.equal(55);
    expect(limit({ storageGb: 60_000 })).to.equal(undefined);
    expect(rds({ storageGb: 200 }).notes).to.include(
      "RDS takes no limit of its storage below 110 %; raised: rds.maxStorageGb 100 -> 220.",
    );
    expect(rds({}).notes.filter((note) => note.includes("maxStorageGb"))).to.deep.equal([]);
    expect(rds({ storageGb: 60_000 }).notes).to.include(
      "RDS cannot grow a storage of 60000 GB by itself: rds.maxStorageGb has no effect.",
    );
  });

  it("gives Beanstalk's slowest app its time, and migrations what is left of the hour that AWS gives", () => {
    const times = (startSeconds: number) => {
      const apps = [shop, app("slow", { startSeconds })];
      const plan = planned({ tier: "beanstalk", domain: "example.com", apps }).beanstalk;
      return [plan?.wellSeconds, plan?.migrationSeconds, plan?.readyMinutes];
    };
    expect(times(60)).to.deep.equal([300, 2400, 100]);
    expect(times(600)).to.deep.equal([660, 2340, 100]);
    expect(times(1800)).to.deep.equal([1860, 1140, 100]);
  });

  it("takes RDS's windows and major version from the settings that the box takes them from", () => {
    const { rds } = planned({
      tier: "fargate",
      apps: [worker],
      backups: { timeUtc: "01:30" },
      box: { postgres: 18 },
    });
    expect([rds?.backupWindow, rds?.maintenanceWindow, rds?.majorVersion]).to.deep.equal([
      "01:30-02:00",
      "sun:02:30-sun:03:00",
      "18",
    ]);
  });

  it("has a part for each home and tier that is used, and none for others", () => {
    const parts = (settings: object) => {
      const { rds, elasticache, files, beanstalk, fargate } = planned({ apps: [shop], ...settings });
      return Object.entries({ rds, elasticache, files, beanstalk, fargate }).flatMap(([name, part]) =>
        part === undefined ? [] : name,
      );
    };
    expect(parts({})).to.deep.equal([]);
    expect(parts({ database: "rds" })).to.deep.equal(["rds"]);
    expect(parts({ tier: "beanstalk" })).to.deep.equal(["rds", "beanstalk"]);
    expect(parts({ tier: "fargate", apps: [app("shop", { cache: true })] })).to.deep.equal([
      "elasticache",
      "fargate",
    ]);
  });
});
