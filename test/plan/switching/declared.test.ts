import { expect } from "chai";
import { declaredParts, type Declared, type Wish } from "../../../plan/switching/declared";
import { rememberedAfter } from "../../../plan/switching/assumed";
import { memoryFrom, noMemory, type Memory } from "../../../plan/switching/memory";
import { refusedSwitch } from "../../../plan/switching/refused";

const compose: Wish = { tier: "compose", database: "auto" };
const beanstalk: Wish = { tier: "beanstalk", database: "auto" };
const fargate: Wish = { tier: "fargate", database: "auto" };

/** What finished updates with these settings remember. */
function after(...wishes: readonly Wish[]): Memory {
  return wishes.reduce(
    (memory, wish) => memoryFrom(rememberedAfter(declaredParts(wish, memory), memory)),
    noMemory,
  );
}

/** What an update that failed at once remembers. */
function failed(memory: Memory, wish: Wish): Memory {
  const { latches, asked } = declaredParts(wish, memory);
  return { ...memory, latches, asked };
}

function summary({ computes, rds, boxData, dataHome }: Declared) {
  const state = (one: Declared["boxData"]) =>
    one.declared ? (one.protected ? "protected" : "declared") : "none";
  return `${computes.join("+")}; box ${state(boxData)}; rds ${state(rds)}; data ${dataHome}`;
}

const story = (wish: Wish, ...before: readonly Wish[]) => summary(declaredParts(wish, after(...before)));

describe("what a stack declares", () => {
  it("is one tier on a fresh stack", () => {
    expect(story(compose)).to.equal("compose; box protected; rds none; data box");
    expect(story(beanstalk)).to.equal("beanstalk; box none; rds protected; data rds");
    expect(story({ ...compose, database: "rds" })).to.equal(
      "compose; box protected; rds protected; data rds",
    );
  });

  it("keeps the tier that served before, and takes the data up at the switch", () => {
    expect(story(beanstalk, compose)).to.equal("compose+beanstalk; box protected; rds protected; data rds");
  });

  it("leaves the data on RDS when it rolls back", () => {
    const rolledBack = "compose+beanstalk; box protected; rds protected; data stay";
    expect(story(compose, compose, beanstalk)).to.equal(rolledBack);
  });

  it("retires the box in two updates: its volume loses the protection, then it goes", () => {
    const retire = { ...beanstalk, retire: "compose" } as const;
    expect(story(retire, compose, beanstalk)).to.equal(
      "compose+beanstalk; box declared; rds protected; data rds",
    );
    expect(story(retire, compose, beanstalk, retire)).to.equal(
      "beanstalk; box none; rds protected; data rds",
    );
    expect(story(beanstalk, compose, beanstalk, retire, retire)).to.equal(
      "beanstalk; box none; rds protected; data rds",
    );
  });

  it("takes the data home when the last tier that needs RDS is retired, and lifts RDS's protection only when it is there", () => {
    const retire = { ...compose, retire: "beanstalk" } as const;
    const comesHome = "compose; box protected; rds protected; data box";
    expect(story(retire, compose, beanstalk, compose)).to.equal(comesHome);
    const moveFailed = failed(after(compose, beanstalk, compose), retire);
    expect(summary(declaredParts(retire, moveFailed))).to.equal(comesHome);
    expect(story(retire, compose, beanstalk, compose, retire)).to.equal(
      "compose; box protected; rds declared; data box",
    );
    expect(story(retire, compose, beanstalk, compose, retire, retire)).to.equal(
      "compose; box protected; rds none; data box",
    );
  });

  it("protects again what a given up retirement had laid open, and starts the next one from the beginning", () => {
    const retire = { ...beanstalk, retire: "compose" } as const;
    const protectedAgain = "compose+beanstalk; box protected; rds protected; data rds";
    expect(story(beanstalk, compose, beanstalk, retire)).to.equal(protectedAgain);
    const first = "compose+beanstalk; box declared; rds protected; data rds";
    expect(story(retire, compose, beanstalk, retire, beanstalk)).to.equal(first);
    const changedMind = failed(after(compose, beanstalk, retire), beanstalk);
    expect(summary(declaredParts(retire, changedMind))).to.equal(first);
  });

  it("keeps RDS after a switch that failed, and removes the compute that was never finished", () => {
    const memory = failed(after(compose), beanstalk);
    expect(summary(declaredParts(compose, memory))).to.equal(
      "compose; box protected; rds protected; data stay",
    );
    expect(summary(declaredParts(beanstalk, memory))).to.equal(
      "compose+beanstalk; box protected; rds protected; data rds",
    );
  });

  it("moves nothing between tiers that share RDS", () => {
    expect(story(fargate, beanstalk)).to.equal("beanstalk+fargate; box none; rds protected; data rds");
  });

  it("moves only the databases when only `database` changes, and keeps RDS until it is retired", () => {
    const rds = { ...compose, database: "rds" } as const;
    expect(story(rds, compose)).to.equal("compose; box protected; rds protected; data rds");
    expect(story(compose, compose, rds)).to.equal("compose; box protected; rds protected; data stay");
    const home = { ...compose, database: "box" } as const;
    expect(story(home, compose, rds)).to.equal("compose; box protected; rds protected; data box");
    const retire = { ...compose, retire: "rds" } as const;
    expect(story(retire, compose, rds)).to.equal("compose; box protected; rds protected; data box");
    expect(story(retire, compose, rds, retire)).to.equal("compose; box protected; rds declared; data box");
    expect(story(retire, compose, rds, retire, retire)).to.equal(
      "compose; box protected; rds none; data box",
    );
    expect(story(retire, compose, rds, home)).to.equal("compose; box protected; rds declared; data box");
  });
});

describe("a switch is refused", () => {
  const refusal = (wish: Wish, ...before: readonly Wish[]) =>
    refusedSwitch(wish, after(...before), "dev").map(
      ({ path, problem, got, allowed, hint }) =>
        `${path}: ${problem}; got ${got}; allowed ${allowed}; ${hint}`,
    );

  it("when it retires the tier that serves", () => {
    expect(refusal({ ...beanstalk, retire: "beanstalk" }, compose)).to.deep.equal([
      "retire: this tier serves; got beanstalk; allowed a part that no setting asks for; switch to another tier first: pulumi config set tier … -s dev",
    ]);
  });

  it("when it retires the way back before the tier has served once", () => {
    const wish = { ...beanstalk, retire: "compose" } as const;
    const first =
      "retire: no update with tier beanstalk has finished yet, and compose is the way back until then; got compose; " +
      "allowed nothing before beanstalk serves; pulumi config rm retire -s dev, then pulumi up; retire it when visitors are content";
    expect(refusal(wish, compose)).to.deep.equal([first]);
    expect(refusal(wish, compose, beanstalk)).to.deep.equal([]);
    const unfinished = failed(after(compose), beanstalk);
    expect(refusedSwitch(wish, unfinished, "dev").map(({ problem }) => problem)).to.have.lengthOf(1);
    // A switch that was given up is still cleared away.
    expect(refusedSwitch({ ...compose, retire: "beanstalk" }, unfinished, "dev")).to.deep.equal([]);
  });

  it("when it retires RDS under a tier that needs it, and names the tier", () => {
    expect(refusal({ ...compose, retire: "rds" }, beanstalk, compose)).to.deep.equal([
      "retire: RDS is there for the beanstalk tier, and goes with it; got rds; allowed beanstalk; pulumi config set retire beanstalk -s dev",
    ]);
  });

  it("when it retires RDS under the tier that serves, which may not be retired either", () => {
    expect(refusal({ ...beanstalk, retire: "rds" }, beanstalk)).to.deep.equal([
      "retire: RDS is there for the beanstalk tier, and goes with it; got rds; allowed a part that no setting asks for; " +
        "switch to another tier first: pulumi config set tier … -s dev",
    ]);
  });

  it("when it retires RDS and asks for it", () => {
    expect(refusal({ ...compose, database: "rds", retire: "rds" }, compose)).to.deep.equal([
      "retire: the databases are to be on RDS; got rds; allowed a part that no setting asks for; move them to the box first: pulumi config set database box -s dev",
    ]);
  });

  it("when it retires what was never there, and names what is", () => {
    expect(refusal({ ...beanstalk, retire: "fargate" }, compose, beanstalk)).to.deep.equal([
      "retire: the stack never had it; got fargate; allowed compose; pulumi config rm retire -s dev",
    ]);
    expect(refusal({ ...compose, retire: "fargate" }, compose)).to.deep.equal([
      "retire: the stack never had it; got fargate; allowed nothing: no other part exists; pulumi config rm retire -s dev",
    ]);
  });

  it("when it takes the databases home from under a standby", () => {
    expect(refusal({ ...compose, database: "box" }, compose, beanstalk)).to.deep.equal([
      "database: the beanstalk tier is kept as standby and reaches no database on the box; got box; allowed auto, rds; pulumi config set retire beanstalk -s dev: the data comes home with it",
    ]);
    expect(refusal({ ...compose, database: "box", retire: "beanstalk" }, compose, beanstalk)).to.deep.equal(
      [],
    );
  });

  it("never for a retirement that is over", () => {
    const retire = { ...beanstalk, retire: "compose" } as const;
    expect(refusal(retire, compose, beanstalk, retire, retire)).to.deep.equal([]);
  });
});
