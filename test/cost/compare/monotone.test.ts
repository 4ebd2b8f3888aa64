import { expect } from "chai";
import fc from "fast-check";
import { averageApps } from "../../../cost/compare/average-apps";
import { platformTable } from "../../../cost/compare/platforms/table";
import type { AppNeed, Needs } from "../../../cost/compare/types";
import { loadPlatforms } from "../../../cost/prices/platforms";
import { sampleNeeds } from "./sample-needs";

const prices = loadPlatforms();

const anApp: fc.Arbitrary<AppNeed> = fc.record({
  name: fc.constant("app"),
  kind: fc.constantFrom("web", "worker"),
  memoryMb: fc.integer({ min: 8, max: 512 }),
  database: fc.boolean(),
  cache: fc.boolean(),
  volumes: fc.constant(0),
});
const someNeeds: fc.Arbitrary<Needs> = fc.record({
  apps: fc.array(anApp, { minLength: 1, maxLength: 20 }),
  databaseMemoryMb: fc.integer({ min: 96, max: 900 }),
  cacheMemoryMb: fc.integer({ min: 16, max: 250 }),
  boxMemoryMb: fc.integer({ min: 300, max: 3000 }),
  requests: fc.integer({ min: 0, max: 5_000_000 }),
  egressGb: fc.integer({ min: 0, max: 500 }),
  region: fc.constantFrom("us-east-1", "ap-southeast-2"),
});

function expectNeverCheaper(less: Needs, more: Needs): void {
  for (const { id, quote } of platformTable) {
    const [low, high] = [quote(less, prices).monthly, quote(more, prices).monthly];
    if (low !== null && high !== null) expect(high, id).to.be.at.least(low);
  }
}

describe("The sizing rules", () => {
  it("never get cheaper with more traffic", () => {
    fc.assert(
      fc.property(someNeeds, fc.integer({ min: 1, max: 20 }), (needs, factor) => {
        const { requests, egressGb } = needs;
        expectNeverCheaper(needs, { ...needs, requests: requests * factor, egressGb: egressGb * factor });
      }),
      { numRuns: 100 },
    );
  });

  it("never get cheaper with larger servers", () => {
    fc.assert(
      fc.property(someNeeds, (needs) => {
        const { boxMemoryMb, databaseMemoryMb } = needs;
        const larger = { boxMemoryMb: boxMemoryMb + 1000, databaseMemoryMb: databaseMemoryMb + 100 };
        expectNeverCheaper(needs, { ...needs, ...larger });
      }),
      { numRuns: 100 },
    );
  });
});

describe("The average app", () => {
  const mix = (apps: readonly AppNeed[]) => ({
    workers: apps.filter(({ kind }) => kind === "worker").length,
    statics: apps.filter(({ kind }) => kind === "static").length,
    databases: apps.filter(({ database }) => database).length,
    caches: apps.filter(({ cache }) => cache).length,
    volumes: apps.filter(({ volumes }) => volumes > 0).length,
  });

  it("has the stack's own mix at the stack's own number of apps", () => {
    expect(mix(averageApps(sampleNeeds.apps, 3))).to.deep.equal(mix(sampleNeeds.apps));
    expect(averageApps(sampleNeeds.apps, 3).map(({ memoryMb }) => memoryMb)).to.deep.equal([350, 350, 0]);
  });

  it("keeps each share, rounded, for any number of apps", () => {
    fc.assert(
      fc.property(
        fc.array(anApp, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        (apps, count) => {
          const scaled = averageApps(apps, count);
          const share = (of: number) => Math.round((of / apps.length) * count);
          expect(scaled.length).to.equal(count);
          expect(mix(scaled).databases).to.equal(share(mix(apps).databases));
          expect(mix(scaled).workers).to.equal(share(mix(apps).workers));
        },
      ),
    );
  });
});
