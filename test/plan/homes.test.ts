import { expect } from "chai";
import { app, planned } from "./planned";

const everything = app("shop", { database: true, cache: true, volumes: [{ name: "pages", path: "/data" }] });
const homes = (settings: object, ...apps: readonly object[]) => {
  const found = planned({ apps: apps.length > 0 ? apps : [everything], ...settings }).homes;
  return [found.database, found.cache, found.files];
};
const single = { tier: "beanstalk" };

describe("where the data lives", () => {
  it("is the box on the compose tier, RDS only when asked for", () => {
    expect(homes({})).to.deep.equal(["box", "box", "box"]);
    expect(homes({ database: "box" })).to.deep.equal(["box", "box", "box"]);
    expect(homes({ database: "rds" })).to.deep.equal(["rds", "box", "box"]);
  });

  it("is RDS and EFS on the beanstalk tier, and the instance's Redis unless ElastiCache is asked for", () => {
    expect(homes(single)).to.deep.equal(["rds", "box", "efs"]);
    expect(homes({ ...single, beanstalk: { cache: "elasticache" } })).to.deep.equal([
      "rds",
      "elasticache",
      "efs",
    ]);
  });

  it("is managed on the fargate tier", () => {
    expect(homes({ tier: "fargate" })).to.deep.equal(["rds", "elasticache", "efs"]);
  });

  it("is nowhere when no app has any", () => {
    for (const tier of ["compose", "beanstalk", "fargate"])
      expect(homes({ tier }, app("blog")), tier).to.deep.equal([undefined, undefined, undefined]);
  });

  it("is EFS for the certificates of a single instance, which may be replaced at any time, and stays when a load balancer comes", () => {
    const named = { domain: "example.com" };
    expect(homes({ ...single, ...named }, app("blog"))).to.deep.equal([undefined, undefined, "efs"]);
    expect(planned({ ...single, ...named, apps: [everything] }).files?.folders).to.deep.equal([
      "/apps/shop/pages",
      "/caddy",
    ]);
    expect(homes({ ...single, ...named, beanstalk: { max: 2 } }, app("blog"))).to.deep.equal([
      undefined,
      undefined,
      "efs",
    ]);
    expect(homes({ tier: "fargate", ...named }, app("blog"))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
