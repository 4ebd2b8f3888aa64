import { expect } from "chai";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { splitByApp } from "../../cost/by-app";
import { difference } from "../../cost/difference";
import { product, rounded, sumOf } from "../../cost/money";
import type { CostReview, Resource } from "../../cost/types";
import { priced, resources, sampleStack, short, types } from "./resources";

const CENT_PART = 0.00001;
const SIZES = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"];

describe("properties of the cost review", () => {
  it("never falls when a size grows", () => {
    fc.assert(
      fc.property(pair(fc.integer({ min: 1, max: 16_384 })), ([less, more]) => {
        expect(total(sampleStack(less))).to.be.at.most(total(sampleStack(more)));
      }),
    );
    for (const family of ["t3", "t3a", "t4g"]) {
      const prices = SIZES.map((size) => total(box({ instanceType: `${family}.${size}` })));
      expect(prices).to.deep.equal(prices.toSorted((a, b) => a - b));
    }
  });

  it("never falls when there are more of something", () => {
    fc.assert(
      fc.property(pair(fc.integer({ min: 0, max: 40 })), ([less, more]) => {
        expect(total(sampleStack(20, less))).to.be.at.most(total(sampleStack(20, more)));
      }),
    );
  });

  it("never falls when IOPS or throughput grow", () => {
    const volume = (iops: number, throughput: number) =>
      total(resources(short(types.volume, "v", { type: "gp3", size: 10, iops, throughput })));
    fc.assert(
      fc.property(
        pair(fc.integer({ min: 0, max: 16_000 })),
        fc.integer({ min: 0, max: 1000 }),
        ([less, more], mibs) => {
          expect(volume(less, mibs)).to.be.at.most(volume(more, mibs));
          expect(volume(mibs, less)).to.be.at.most(volume(mibs, more));
        },
      ),
    );
  });

  it("never falls when traffic rises, whatever the free plan", () => {
    const plans = fc.constantFrom("none" as const, "legacy" as const);
    fc.assert(
      fc.property(pair(fc.integer({ min: 0, max: 2e10 })), plans, ([less, more], freeTier) => {
        for (const make of [box(), balanced(), serverless()]) {
          const at = (requestsPerMonth: number) =>
            priced(make, { freeTier, usage: { top: { requestsPerMonth } } }).monthly.total;
          expect(at(less)).to.be.at.most(at(more) + CENT_PART);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has totals that are exactly the sum of its lines", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 1e9 }),
        (gb, count, requestsPerMonth) => {
          const review = priced(sampleStack(gb, count), { usage: { top: { requestsPerMonth } } });
          expect(review.monthly.total).to.equal(exactSum(review.lines.map(({ monthly }) => monthly)));
          expect(review.monthly.total).to.equal(exactSum([review.monthly.fixed, review.monthly.usage]));
        },
      ),
    );
  });

  it("bills all the data sent to the internet, once", () => {
    const stacks = [box(), balanced(), serverless(), [...box(), ...balanced(), ...serverless()]];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...stacks), (egressGb, stack) => {
        const { lines } = priced(stack, { usage: { top: { requestsPerMonth: 0, egressGb } } });
        const sent = lines.filter(({ component }) => /^Data to (the internet|viewers)/.test(component));
        expect(sent.reduce((sum, { quantity }) => sum + quantity, 0)).to.be.closeTo(egressGb, 0.001);
      }),
    );
  });

  it("puts every AWS resource in exactly one list", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 20 }), (gb, count) => {
        const stack = sampleStack(gb, count);
        const review = priced(stack);
        const lists = [review.lines, review.free, review.unsupported, review.unknown];
        const found = lists.flatMap((list) => [...new Set(list.map(({ urn }) => urn).filter(Boolean))]);
        expect(found.toSorted()).to.deep.equal(stack.map(({ urn }) => urn).toSorted());
      }),
    );
  });

  it("has no difference with itself", () => {
    const review = priced(sampleStack());
    expect(difference(review, review).total).to.deep.equal({ resources: 0, prices: 0, monthly: 0 });
    expect(difference(review, review).lines).to.deep.equal([]);
  });

  it("splits a difference so that the parts are exactly the whole", () => {
    const sizes = fc.integer({ min: 1, max: 3000 });
    const rise = fc.integer({ min: 50, max: 200 });
    fc.assert(
      fc.property(sizes, sizes, rise, (before, after, percent) => {
        const old = priced(sampleStack(before));
        const now = dearer(priced(sampleStack(after)), percent / 100);
        const { total: parts } = difference(old, now);
        expect(exactSum([parts.resources, parts.prices])).to.equal(parts.monthly);
        expect(parts.monthly).to.equal(exactSum([now.monthly.total, -old.monthly.total]));
      }),
    );
  });

  it("splits by app so that the parts are exactly the total", () => {
    const apps = fc.array(fc.integer({ min: 0, max: 4096 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(apps, fc.integer({ min: 0, max: 1e8 }), (weights, requestsPerMonth) => {
        const review = priced(sampleStack(33, 5), { usage: { top: { requestsPerMonth } } });
        const parts = splitByApp(
          review,
          weights.map((weight, index) => ({ name: `app${index}`, weight })),
          () => undefined,
        );
        expect(exactSum(parts.map((part) => part.total))).to.equal(review.monthly.total);
      }),
    );
  });

  it("multiplies exactly as decimals do", () => {
    const quantity = fc.integer({ min: 0, max: 1e9 }).map((value) => value / 1000);
    const price = fc.integer({ min: 0, max: 1e7 }).map((value) => value / 1e7);
    fc.assert(
      fc.property(quantity, price, (left, right) => {
        expect(product(left, right)).to.equal(rounded(new Decimal(left).times(right)));
      }),
      { numRuns: 2000 },
    );
    expect(product(0.0000005, 1)).to.equal(0.000001);
    expect(sumOf([0.1, 0.2])).to.equal(0.3);
  });
});

function total(list: readonly Resource[]): number {
  return priced(list).monthly.total;
}

function pair(values: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> {
  return fc.tuple(values, values).map(([a, b]) => (a <= b ? [a, b] : [b, a]));
}

function box(inputs: Record<string, unknown> = {}): Resource[] {
  return resources(
    short(types.instance, "box", { instanceType: "t4g.small", associatePublicIpAddress: true, ...inputs }),
  );
}

function balanced(): Resource[] {
  return [...box(), ...resources(short(types.balancer, "web", { subnets: ["a", "b"] }))];
}

function serverless(): Resource[] {
  return resources(
    short(types.function, "f", { memorySize: 256 }),
    short("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP" }),
    short("aws:dynamodb/table:Table", "t", { billingMode: "PAY_PER_REQUEST" }),
    short("aws:sqs/queue:Queue", "q"),
    short("aws:cloudfront/distribution:Distribution", "cdn", { enabled: true }),
  );
}

function dearer(review: CostReview, factor: number): CostReview {
  const lines = review.lines.map((line) => ({
    ...line,
    rate: line.rate * factor,
    monthly: product(line.quantity, line.rate * factor),
  }));
  return {
    ...review,
    lines,
    monthly: { ...review.monthly, total: sumOf(lines.map(({ monthly }) => monthly)) },
  };
}

function exactSum(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toNumber();
}
