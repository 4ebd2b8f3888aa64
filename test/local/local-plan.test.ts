import { expect } from "chai";
import { localPlan, memoryOf, withoutRateLimits } from "../../local/local-plan";
import { LocalProblem } from "../../local/problem";
import { planOf, sampleApp, samplePlan } from "../box/sample-plan";

describe("the plan for the user's machine", () => {
  it("puts every app under localhost, none under its own hosts", () => {
    expect(localPlan(samplePlan()).apps.flatMap(({ hosts }) => hosts)).to.deep.equal([]);
    const dns = { zone: "none", records: [], manual: [], certificateNames: [] };
    expect(localPlan(samplePlan()).dns).to.deep.equal(dns);
  });

  it("has the database, the cache and the files of every tier in containers", () => {
    const elsewhere = { database: "rds", cache: "elasticache", files: "efs" } as const;
    const here = { database: "box", cache: "box", files: "box" };
    expect(localPlan({ ...samplePlan(), homes: elsewhere }).homes).to.deep.equal(here);
  });

  it("keeps the chosen apps, and needs no edge image when none of them has a rate limit", () => {
    const plan = planOf(
      [sampleApp("a", { rateLimit: { requests: 1, seconds: 1 } }), sampleApp("b")],
      {},
      { edgeTag: "_edge.1" },
    );
    expect(localPlan(plan, ["b"]).apps.map(({ name }) => name)).to.deep.equal(["b"]);
    expect([localPlan(plan).box.edgeTag, localPlan(plan, ["b"]).box.edgeTag]).to.deep.equal([
      "_edge.1",
      undefined,
    ]);
    expect(withoutRateLimits(plan).box.edgeTag).to.equal(undefined);
    expect(withoutRateLimits(plan).apps[0]?.rateLimit).to.equal(undefined);
  });

  it("refuses an unknown app with a hint", () => {
    expect(() => localPlan(planOf([sampleApp("todo")]), ["tod"])).to.throw(
      LocalProblem,
      '--only: no app is named "tod"; allowed todo; did you mean todo?',
    );
  });

  it("adds up the limits of what runs", () => {
    const box = { databaseMemoryMb: 100, cacheMemoryMb: 10 };
    const database = { name: "a", role: "a" };
    const apps = [sampleApp("a", { memoryMb: 32, database }), sampleApp("b", { memoryMb: 16 })];
    const caddy = planOf([]).box.memory.lines.find(({ what }) => what === "caddy")?.mb ?? 0;
    expect(memoryOf(planOf(apps, {}, box))).to.equal(32 + 16 + 100 + caddy);
  });
});
