import { expect } from "chai";
import { extendedSupport } from "../../cost/services/postgres-support";
import {
  isPastRdsSupport,
  olderPostgres,
  postgresImage,
  rdsStandardSupportEnds,
} from "../../plan/postgres-majors";
import { majors } from "../../settings/data/postgres-majors.json";

const yearMs = 365 * 24 * 3600 * 1000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}

describe("majors of PostgreSQL", () => {
  for (const { major } of majors) {
    it(`${major} is in RDS's standard support for more than a year`, () => {
      expect(Date.parse(rdsStandardSupportEnds(major))).to.be.above(Date.now() + yearMs);
    });

    it(`${major} is billed for extended support from the day after the plan says that support ends`, () => {
      const end = rdsStandardSupportEnds(major);
      expect(extendedSupport(String(major), end)).to.equal(undefined);
      expect(extendedSupport(String(major), dayAfter(end))).to.equal("year1and2");
    });
  }

  it("are known with their image, and the older ones that a box can take over from", () => {
    expect(postgresImage(17)).to.equal("postgres:17.6-bookworm");
    expect(olderPostgres(18)).to.deep.equal({ "17": "postgres:17.6-bookworm" });
    expect(() => postgresImage(9)).to.throw(RangeError, "unknown PostgreSQL major 9");
  });

  it("are past RDS's support from its last day on", () => {
    const past = (today?: string) => isPastRdsSupport("2030-02-28", today);
    expect([past("2030-02-27"), past("2030-02-28"), past("2031-01-01"), past()]).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });
});
