import { expect } from "chai";
import { assert, asyncProperty, constantFrom, record, shuffledSubarray } from "fast-check";
import { loadStack, type LoadedStack, withChanges } from "../../../cli/load-stack";
import { monthlyTotal, standbyCostPerDay, standbyCostText } from "../../../cli/switching/standby-cost";
import { tierNames, type Tier } from "../../../settings/schema";

const shop = {
  name: "shop",
  image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1",
  port: 80,
  memoryMb: 128,
};

interface Wish {
  readonly tiers: readonly Tier[];
  readonly database: boolean;
  readonly cache: boolean;
  readonly network: "public" | "nat" | "endpoints";
  readonly max: number;
}

function settings({ database, cache, network, max }: Wish): readonly string[] {
  return [
    `apps=${JSON.stringify([{ ...shop, database, cache }])}`,
    ...["domain=example.com", "budget=null", `fargate.network=${network}`, `beanstalk.max=${max}`],
    ...["rds.class=db.t4g.medium", "beanstalk.cache=elasticache"],
  ];
}

/** The stack was on each of the tiers, one after the other: the last serves, the others stand by. */
function walked(wish: Wish): LoadedStack {
  const [first = "compose", ...others] = wish.tiers;
  let stack = loadStack({ stack: "dev", from: first, set: [`tier=${first}`, ...settings(wish)] });
  for (const tier of others) {
    const { raw, region, after: deployed } = stack;
    stack = withChanges("dev", { raw, region, deployed }, [`tier=${tier}`]);
  }
  return stack;
}

describe("what stands by", function () {
  this.timeout(120_000);

  it("costs, to the cent, what the stack costs more than one that was always on the tier that serves", async () => {
    const wish = record<Wish>({
      tiers: shuffledSubarray([...tierNames], { minLength: 2 }),
      database: constantFrom(true, false),
      cache: constantFrom(true, false),
      network: constantFrom("public", "nat", "endpoints"),
      max: constantFrom(1, 2),
    });
    await assert(
      asyncProperty(wish, async (one) => {
        const stack = walked(one);
        const tier = one.tiers.at(-1) ?? "compose";
        const alone = loadStack({ stack: "dev", from: tier, set: [`tier=${tier}`, ...settings(one)] });
        const total = await monthlyTotal(stack);
        const more = total - (await monthlyTotal(alone));
        const perDay = (await standbyCostPerDay(stack)) ?? 0;
        // A preview, which has the total, does not run the program again for it.
        expect(await standbyCostPerDay(stack, undefined, total)).to.equal(perDay);
        expect((perDay * 730) / 24).to.be.closeTo(more, 0.004);
        expect(perDay).to.be.greaterThan(0);
      }),
      { numRuns: 8 },
    );
  });

  it("has RDS in its price where no other tier needs it, and its load balancer", async () => {
    const up: Wish = {
      tiers: ["fargate", "compose"],
      database: true,
      cache: false,
      network: "public",
      max: 1,
    };
    const text = await standbyCostText(walked(up));
    const without = await standbyCostText(walked({ ...up, database: false }));
    const cost = (words = "") => Number(/^Kept as standby: fargate costs \$([\d.]+) a day/.exec(words)?.[1]);
    // A db.t4g.medium alone is $1.56 a day, a load balancer $0.54.
    expect(cost(text) - cost(without)).to.be.greaterThan(1.5);
    expect(cost(without)).to.be.greaterThan(0.54);
  });

  it("is RDS alone when databases came home", async () => {
    const stack = loadStack({
      stack: "dev",
      from: "compose",
      set: ["database=rds", `apps=${JSON.stringify([{ ...shop, database: true }])}`, "budget=null"],
    });
    const { raw, region, after: deployed } = stack;
    const home = withChanges("dev", { raw, region, deployed }, ["database=box"]);
    expect(await standbyCostText(home)).to.match(
      /^Left over: RDS costs \$0\.4\d a day, which is in the total\./,
    );
  });

  it("is not said where nothing does", async () => {
    expect(await standbyCostText(loadStack({ stack: "dev", set: [] }))).to.equal(undefined);
  });
});
